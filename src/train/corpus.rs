//! Gold data. CoNLL files: a word a line with its columns, blank lines between sentences, `-DOCSTART-` between
//! documents. Attributions: an article a line, as JSON.

use crate::error::Deadline;
use crate::found::EntityType;
use crate::reading::linear::labels::Name;
use crate::reading::tag::Tag;
use crate::stages::clean::language;
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use anyhow::Context;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// A word and the columns after it.
#[derive(Clone, Debug)]
pub struct Word {
    pub form: String,
    pub columns: Vec<String>,
}

pub type Sentence = Vec<Word>;
pub type Document = Vec<Sentence>;

/// Reads a text file, `.gz` or plain.
///
/// # Errors
///
/// Where it cannot be read.
pub fn text(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    let read = if path.extension().is_some_and(|e| e == "gz") {
        MultiGzDecoder::new(file).read_to_end(&mut bytes)
    } else {
        { file }.read_to_end(&mut bytes)
    };
    read.with_context(|| format!("reading {}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the documents of a CoNLL file; one without `-DOCSTART-` is parted every fifty sentences.
///
/// # Errors
///
/// Where it cannot be read.
pub fn documents(path: &Path) -> anyhow::Result<Vec<Document>> {
    const SENTENCES: usize = 50;
    let text = text(path)?;
    let (mut documents, mut document, mut sentence) = (Vec::new(), Document::new(), Sentence::new());
    let has_documents = text.contains("-DOCSTART-");
    for line in text.lines() {
        let start = line.starts_with("-DOCSTART-");
        if start || line.trim().is_empty() {
            if !sentence.is_empty() {
                document.push(std::mem::take(&mut sentence));
            }
            if !document.is_empty() && (start || !has_documents && document.len() == SENTENCES) {
                documents.push(std::mem::take(&mut document));
            }
            continue;
        }
        let mut columns = line.split('\t').map(str::to_owned);
        if let Some(form) = columns.next() {
            sentence.push(Word { form, columns: columns.collect() });
        }
    }
    if !sentence.is_empty() {
        document.push(sentence);
    }
    if !document.is_empty() {
        documents.push(document);
    }
    Ok(documents)
}

/// Reads the English texts of all `.jsonl.gz` files of a folder that have an `articleBody`: news that nobody has
/// labelled.
///
/// # Errors
///
/// Where the folder or a file cannot be read.
pub fn unlabelled(folder: &Path) -> anyhow::Result<Vec<Text>> {
    #[derive(serde::Deserialize)]
    struct Page {
        #[serde(rename = "articleBody", default)]
        body: Option<String>,
    }
    let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.to_string_lossy().ends_with(".jsonl.gz"));
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        for line in text(&path)?.lines() {
            let page: Page =
                serde_json::from_str(line).with_context(|| format!("reading {}", path.display()))?;
            let Some(body) = page.body else { continue };
            if language::detect(&body).as_deref() == Some("en") {
                texts.extend(Text::from_paragraphs(body.lines()));
            }
        }
    }
    Ok(texts)
}

/// Writes a document as a newspaper prints it, in paragraphs of so many sentences; none where it has no words. Lines that
/// are an address alone are left out.
pub fn written(document: &Document, sentences: usize) -> Option<Text> {
    let is_address = |sentence: &Sentence| sentence.len() == 1 && sentence[0].form.starts_with("http");
    let lines: Vec<String> = document.iter().filter(|sentence| !is_address(sentence)).map(line).collect();
    let paragraphs: Vec<String> = lines.chunks(sentences).map(|lines| lines.join(" ")).collect();
    Text::from_paragraphs(paragraphs.iter().map(String::as_str))
}

/// Writes a sentence with spaces where they are usual.
fn line(sentence: &Sentence) -> String {
    const ENDINGS: [&str; 7] = ["s", "re", "ve", "ll", "t", "d", "m"];
    let is_apostrophe = |form: &str| matches!(form, "'" | "’");
    let (mut line, mut in_quotes, mut joined) = (String::new(), false, true);
    let mut last = "";
    for Word { form, .. } in sentence {
        let form = form.as_str();
        let mark = matches!(form, "\"" | "``" | "''");
        let joins_before = match form.chars().next() {
            _ if mark => in_quotes,
            Some('.' | ',' | ';' | ':' | '!' | '?' | '%' | ')' | ']' | '}' | '’' | '”' | '\'') => true,
            _ => matches!(form, "-" | "/" | "n't" | "n’t") || is_apostrophe(last) && ENDINGS.contains(&form),
        };
        if !(joined || joins_before) {
            line.push(' ');
        }
        line.push_str(if mark { "\"" } else { form });
        in_quotes ^= mark;
        joined = match form {
            _ if mark => in_quotes,
            _ => matches!(form, "(" | "[" | "{" | "$" | "£" | "€" | "“" | "‘" | "#" | "-" | "/"),
        };
        last = form;
    }
    line
}

/// Returns the type that a corpus calls `name`.
fn kind(name: &str) -> Option<EntityType> {
    match name {
        "PER" | "PERSON" | "Person" => Some(EntityType::Person),
        "ORG" | "Organization" => Some(EntityType::Org),
        "LOC" | "GPE" | "PLACE" | "Location" | "Facility" | "FAC" => Some(EntityType::Loc),
        "MISC" | "NORP" | "Miscellaneous" => Some(EntityType::Misc),
        _ => None,
    }
}

/// Returns the names of a sentence from its last column, in IOB1, IOB2 or IOBES.
pub fn names(sentence: &Sentence) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut open = false;
    for (at, word) in sentence.iter().enumerate() {
        let (place, name) = word.columns.last().and_then(|label| label.split_once('-')).unwrap_or(("O", ""));
        let Some(kind) = kind(name) else {
            open = false;
            continue;
        };
        match names.last_mut() {
            Some((words, its)) if open && *its == kind && !matches!(place, "B" | "S" | "U") => {
                words.end = at + 1
            }
            _ => names.push((at..at + 1, kind)),
        }
        open = true;
    }
    names
}

/// Returns the tags of a sentence from a column, counted after the word; none where one is not known.
pub fn tags(sentence: &Sentence, column: usize) -> Option<Vec<Tag>> {
    sentence.iter().map(|word| Tag::named(word.columns.get(column)?)).collect()
}

/// How a gold text is written before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    AsItIs,
    Capitals,
    Small,
}

/// A document laid out as text: sentences a line each, words parted by one space.
#[derive(Clone, Debug)]
pub struct LaidOut {
    pub text: Text,
    /// The gold words and sentences, where they stand in the text.
    pub tokens: Tokens,
}

/// Lays a document out as text; none where it has no words.
pub fn lay_out(document: &Document, case: Case) -> Option<LaidOut> {
    let mut body = String::new();
    let mut tokens = Tokens::default();
    for sentence in document {
        if !body.is_empty() {
            body.push('\n');
        }
        let first = tokens.words.len();
        for word in sentence {
            if tokens.words.len() > first {
                body.push(' ');
            }
            let start = body.len();
            match case {
                Case::AsItIs => body.push_str(&word.form),
                Case::Capitals => body.push_str(&word.form.to_uppercase()),
                Case::Small => body.push_str(&word.form.to_lowercase()),
            }
            tokens.words.push(Span::new(start, body.len()));
        }
        tokens.sentences.push(first..tokens.words.len());
        tokens.paragraphs.push(first..tokens.words.len());
    }
    Some(LaidOut { text: Text::verbatim(body)?, tokens })
}

/// A gold attribution, in words.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// An article with gold attributions over the words of production.
#[derive(Clone, Debug)]
pub struct Attributed {
    pub text: Text,
    pub tokens: Tokens,
    pub attributions: Vec<Attribution>,
}

impl Attributed {
    /// Returns for each word its label among [`crate::reading::parts::LABELS`].
    pub fn labels(&self) -> Vec<u8> {
        let mut labels = vec![0; self.tokens.words.len()];
        for Attribution { source, cue, content } in &self.attributions {
            for (part, spans) in [source, cue, content].into_iter().enumerate() {
                for words in spans {
                    labels[words.clone()].fill(2 * part as u8 + 2);
                    labels[words.start] = 2 * part as u8 + 1;
                }
            }
        }
        labels
    }
}

/// Reads articles with attributions: JSON lines with a `text`, and `attributions` whose `source`, `cue` and `content`
/// are lists of spans in code points.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn attributed(path: &Path) -> anyhow::Result<Vec<Attributed>> {
    #[derive(serde::Deserialize)]
    struct Spans {
        source: Vec<(usize, usize)>,
        cue: Vec<(usize, usize)>,
        content: Vec<(usize, usize)>,
    }
    #[derive(serde::Deserialize)]
    struct Article {
        text: String,
        attributions: Vec<Spans>,
    }
    let mut articles = Vec::new();
    for line in text(path)?.lines() {
        let Article { text, attributions } =
            serde_json::from_str(line).with_context(|| format!("reading {}", path.display()))?;
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let Some(text) = Text::verbatim(text) else { continue };
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER)?;
        let words = |spans: Vec<(usize, usize)>| -> Vec<Range<usize>> {
            let words = spans.into_iter().map(|(start, end)| {
                let at = |place: usize| offsets[place.min(offsets.len() - 1)] as u32;
                let first = tokens.words.partition_point(|word| word.end <= at(start));
                first..tokens.words.partition_point(|word| word.start < at(end)).max(first)
            });
            words.filter(|words| !words.is_empty()).collect()
        };
        let attributions = attributions.into_iter().map(|Spans { source, cue, content }| Attribution {
            source: words(source),
            cue: words(cue),
            content: words(content),
        });
        let attributions = attributions.collect();
        articles.push(Attributed { text, tokens, attributions });
    }
    Ok(articles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(words: &str) -> Sentence {
        let word = |word: &str| {
            let (form, label) = word.split_once('/').unwrap();
            Word { form: form.to_owned(), columns: vec!["NN".to_owned(), label.to_owned()] }
        };
        words.split(' ').map(word).collect()
    }

    #[test]
    fn names_of_every_scheme() {
        use EntityType::{Loc, Org, Person};
        let read = |words| names(&sentence(words));
        assert_eq!(read("a/B-PER b/I-PER c/O d/B-LOC e/B-LOC"), [(0..2, Person), (3..4, Loc), (4..5, Loc)]);
        assert_eq!(read("a/I-PER b/I-PER c/I-ORG d/O e/I-ORG"), [(0..2, Person), (2..3, Org), (4..5, Org)]);
        assert_eq!(read("a/S-ORG b/B-ORG c/E-ORG d/B-Date e/I-Date"), [(0..1, Org), (1..3, Org)]);
    }

    #[test]
    fn words_are_written_as_newspapers_print_them() {
        let document = |words: &str| vec![sentence(words)];
        let check = |words: &str, expected: &str| {
            let words = words.replace(" ", "/O ") + "/O";
            let written = written(&document(&words), 2).unwrap();
            assert_eq!(written.as_str(), expected);
        };
        check("He said : \" We won ( twice ) , \" and left .", "He said: \"We won (twice),\" and left.");
        check("It was n't re - elected at $ 5 .", "It wasn't re-elected at $5.");
        check("“ They ’ ve won , ” Roe ’s son said", "“They’ve won,” Roe’s son said");
        assert!(written(&document("http://example.org/O"), 2).is_none());
    }

    #[test]
    fn documents_end_where_the_file_says() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.conll");
        std::fs::write(&path, "-DOCSTART-\n\na\tO\nb\tO\n\nc\tO\n-DOCSTART-\nd\tO\n").unwrap();
        let forms: Vec<Vec<Vec<String>>> = documents(&path)
            .unwrap()
            .into_iter()
            .map(|d| d.into_iter().map(|s| s.into_iter().map(|w| w.form).collect()).collect())
            .collect();
        assert_eq!(forms, [vec![vec!["a", "b"], vec!["c"]], vec![vec!["d"]]]);
    }
}
