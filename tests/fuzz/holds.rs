//! What holds of any job and any document, checked by the fuzzers and by `tests/invariants.rs`.

use wiremill::document::Document;
use wiremill::job::Job;

/// Checks a job that was decoded.
///
/// # Panics
///
/// Where something does not hold.
pub fn job(job: &Job) {
    assert!(!job.id.is_empty() && job.id.len() <= wiremill::job::MAX_ID_BYTES, "id {:?}", job.id);
    assert!(!job.id.chars().any(char::is_control), "id {:?}", job.id);
    let meta = job.meta.as_ref().map_or("{}", |meta| meta.get());
    assert!(meta.starts_with('{') && !meta.contains(['\n', '\r']), "meta {meta:?}");
}

/// Checks a document: every span in range and saying what it points at, every reference leading somewhere.
///
/// # Panics
///
/// Where something does not hold.
pub fn document(document: &Document) {
    let points: Vec<char> = document.text.chars().collect();
    let holds = |start: u32, end: u32, text: &str| {
        assert!(start < end, "an empty piece {text:?}");
        let slice: String = points[start as usize..end as usize].iter().collect();
        assert_eq!(slice, text);
    };
    assert!(!document.text.trim().is_empty());
    assert!(document.paragraphs.windows(2).all(|pair| pair[0].end <= pair[1].start));
    for entity in &document.entities {
        assert!(!entity.mentions.is_empty() && !entity.name.is_empty());
        for mention in &entity.mentions {
            holds(mention.start, mention.end, &mention.text);
        }
    }
    for quote in &document.quotes {
        assert!(!quote.content.is_empty());
        assert!((0.0..=1.0).contains(&quote.confidence));
        for piece in quote.content.iter().chain(&quote.cue).chain(&quote.source) {
            holds(piece.start, piece.end, &piece.text);
        }
        for (cue, source) in
            quote.cue.iter().flat_map(|cue| quote.source.iter().map(move |source| (cue, source)))
        {
            assert!(cue.end <= source.start || source.end <= cue.start, "{cue:?} in {source:?}");
        }
        if let Some(entity) = quote.speaker.as_ref().and_then(|speaker| speaker.entity) {
            assert!((entity as usize) < document.entities.len());
        }
    }
}
