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
    fn names_and_constants_agree() {
        for (tag, name) in [(Tag::NN, "NN"), (Tag::PRPS, "PRP$"), (Tag::DOLLAR, "$"), (Tag::VBZ, "VBZ")] {
            assert_eq!(tag.as_str(), name);
            assert_eq!(Tag::named(name), Some(tag));
        }
        assert_eq!(Tag::named("XX"), None);
    }
}
