//! Parts of speech: the Penn Treebank tags, as English-EWT and GUM use them.

/// A part-of-speech tag: an index into [`Tag::NAMES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u8);

macro_rules! tags {
    ($($name:ident $text:literal)*) => {
        tags!(@ 0; $($name)*);

        impl Tag {
            /// Every tag as the treebanks write it.
            pub const NAMES: &'static [&'static str] = &[$($text),*];
        }
    };
    (@ $n:expr; $name:ident $($rest:ident)*) => {
        impl Tag {
            pub const $name: Self = Self($n);
        }
        tags!(@ $n + 1; $($rest)*);
    };
    (@ $n:expr;) => {};
}

tags! {
    NN "NN" NNS "NNS" NNP "NNP" NNPS "NNPS" PRP "PRP" PRPS "PRP$" DT "DT" PDT "PDT" EX "EX" CD "CD"
    JJ "JJ" JJR "JJR" JJS "JJS" RB "RB" RBR "RBR" RBS "RBS" RP "RP" IN "IN" TO "TO" CC "CC" MD "MD"
    VB "VB" VBD "VBD" VBG "VBG" VBN "VBN" VBP "VBP" VBZ "VBZ" WDT "WDT" WP "WP" WPS "WP$" WRB "WRB"
    POS "POS" UH "UH" FW "FW" LS "LS" SYM "SYM" AFX "AFX" ADD "ADD" GW "GW" HYPH "HYPH" NFP "NFP"
    OPEN_QUOTE "``" CLOSE_QUOTE "''" COMMA "," FULL_STOP "." COLON ":" OPEN_BRACKET "-LRB-"
    CLOSE_BRACKET "-RRB-" DOLLAR "$"
}

impl Tag {
    /// Returns the tag that is written `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|&n| n == name).map(|at| Self(at as u8))
    }

    /// Returns the tag as the treebanks write it.
    pub fn as_str(self) -> &'static str {
        Self::NAMES[usize::from(self.0)]
    }

    /// Returns the tag of a word whose form alone tells it, as in all of EWT: names of files are nouns, and addresses have a
    /// tag of their own.
    pub fn of_form(word: &str) -> Option<Self> {
        const FILES: [&str; 15] = [
            "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "jpg", "jpeg", "png", "gif", "zip",
            "csv", "exe",
        ];
        if word.contains("://") || word.starts_with("www.") {
            return Some(Self::ADD);
        }
        let (before, end) = word.rsplit_once('.')?;
        if let Some((person, host)) = before.split_once('@') {
            return (!person.is_empty() && !host.is_empty() && !end.is_empty()).then_some(Self::ADD);
        }
        let of_file = end.len() <= 4 && FILES.iter().any(|file| end.eq_ignore_ascii_case(file));
        (of_file && !before.is_empty()).then_some(Self::NN)
    }

    /// Says whether it is a noun that names: NNP, NNPS.
    pub fn is_proper_noun(self) -> bool {
        matches!(self, Self::NNP | Self::NNPS)
    }

    /// Says whether it is a noun of any kind.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::NN | Self::NNS | Self::NNP | Self::NNPS)
    }

    /// Says whether it is a verb of any form, modals left out.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::VB | Self::VBD | Self::VBG | Self::VBN | Self::VBP | Self::VBZ)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_addresses_are_told_by_their_form() {
        for (word, tag) in [
            ("Budget_2024.XLS", Some(Tag::NN)),
            ("https://example.org/a.pdf", Some(Tag::ADD)),
            ("www.example.org", Some(Tag::ADD)),
            ("ann.lee@example.org", Some(Tag::ADD)),
            ("@example.org", None),
            (".doc", None),
            ("U.S.", None),
            ("Example.com", None),
        ] {
            assert_eq!(Tag::of_form(word), tag, "{word}");
        }
    }

    #[test]
    fn names_and_constants_agree() {
        for (tag, name) in [(Tag::NN, "NN"), (Tag::PRPS, "PRP$"), (Tag::DOLLAR, "$"), (Tag::VBZ, "VBZ")] {
            assert_eq!(tag.as_str(), name);
            assert_eq!(Tag::named(name), Some(tag));
        }
        assert_eq!(Tag::named("XX"), None);
    }
}
