//! What quotes tell of links: who speaks is "he said", "I" in quotation marks, and there never "he".

use crate::found::{Entity, EntityType, Form, Mention, Quote, QuoteType, Spoken};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use foldhash::{HashMap, HashMapExt};

/// Less likely quotes tell nothing of whom their words speak.
const LEAST_TOLD: f32 = 0.6;

/// A pronoun that is an entity's, as a quote of so many bytes tells.
struct Told {
    span: Span,
    size: usize,
    id: usize,
    confidence: f32,
}

impl Told {
    fn mention(&self) -> Mention {
        Mention { span: self.span, form: Form::Pronoun, confidence: self.confidence }
    }
}

/// Links pronouns to who speaks: "he" or "it" that is a source, for speakers are told from more than pronouns are; and in
/// quotation marks the "I" of a person, and the "we" of an organisation.
pub fn link_speakers(text: &Text, tokens: &Tokens, quotes: &[Quote], entities: &mut [Entity]) {
    /// How likely a source is who was found to speak.
    const LIKELY: f32 = 0.85;
    // None for speakers without a name: "an aide".
    let mut sources: HashMap<Span, Option<usize>> = HashMap::new();
    let mut added: Vec<Told> = Vec::new();
    for quote in quotes {
        let Some(speaker) = &quote.speaker else { continue };
        if let [source] = quote.source[..]
            && matches!(text.slice(source), "he" | "He" | "she" | "She" | "it" | "It" | "they" | "They")
        {
            sources.entry(source).or_insert(speaker.entity);
        }
        if let Some(id) = speaker.entity
            && quote.kind == QuoteType::Direct
            && quote.confidence >= LEAST_TOLD
        {
            let kind = entities[id].kind;
            let own = quote.content.iter().flat_map(|&words| first_person(text, tokens, words, kind));
            let size = quote.content.iter().map(|words| words.len()).sum();
            added.extend(own.map(|span| Told { span, size, id, confidence: quote.confidence }));
        }
    }
    for (id, entity) in entities.iter_mut().enumerate() {
        entity.mentions.retain(|mention| match sources.get(&mention.span) {
            Some(&speaker) if speaker == Some(id) => sources.remove(&mention.span).is_some(),
            Some(_) => false,
            None => true,
        });
    }
    let likely =
        |(span, id): (Span, Option<usize>)| Some(Told { span, size: 0, id: id?, confidence: LIKELY });
    added.extend(sources.into_iter().filter_map(likely));
    // Of quotes in quotes the inner one tells.
    added.sort_by_key(|told| (told.span, told.size, told.id));
    added.dedup_by_key(|told| told.span);
    added.sort_by_key(|told| told.id);
    for told in added.chunk_by(|one, other| one.id == other.id) {
        let mentions = &mut entities[told[0].id].mentions;
        mentions.extend(told.iter().map(Told::mention));
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// Returns the pronouns with which somebody speaks of himself in words in quotation marks, but for what he quotes.
fn first_person(text: &Text, tokens: &Tokens, words: Span, kind: EntityType) -> impl Iterator<Item = Span> {
    let first = tokens.words.partition_point(|word| word.start < words.start);
    let mut quotes = false;
    tokens.words[first..].iter().copied().take_while(move |word| word.end <= words.end).filter(move |&word| {
        let word = text.slice(word);
        match word {
            "‘" => quotes = true,
            "’" => quotes = false,
            "'" => quotes = !quotes,
            _ => {}
        }
        let its = match kind {
            EntityType::Person => matches!(word, "I" | "me" | "my" | "My" | "mine" | "Mine" | "myself"),
            EntityType::Org | EntityType::Loc => {
                matches!(word, "we" | "We" | "us" | "our" | "Our" | "ours" | "Ours" | "ourselves")
            }
            EntityType::Misc => false,
        };
        its && !quotes
    })
}

/// Returns who says what in quotation marks, where somebody was taken for whom his own words speak of: “he”, or “the
/// president”. Nothing where nobody was.
pub fn spoken(quotes: &[Quote], entities: &[Entity]) -> Vec<Spoken> {
    let mut spoken = Vec::new();
    let mut of_himself = false;
    for quote in
        quotes.iter().filter(|quote| quote.kind == QuoteType::Direct && quote.confidence >= LEAST_TOLD)
    {
        let Some(entity) = quote.speaker.as_ref().and_then(|speaker| entities.get(speaker.entity?)) else {
            continue;
        };
        let name = entity.mentions.iter().find(|mention| mention.form == Form::Name);
        let Some(name) = name.filter(|_| entity.kind == EntityType::Person) else { continue };
        for &words in &quote.content {
            let first = entity.mentions.partition_point(|mention| mention.span.start < words.start);
            let mut within =
                entity.mentions[first..].iter().take_while(|mention| mention.span.end <= words.end);
            of_himself |= within.any(|mention| mention.form != Form::Name);
            spoken.push(Spoken { words, by: name.span });
        }
    }
    if !of_himself {
        return Vec::new();
    }
    spoken.sort_by_key(|spoken| spoken.words);
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Tier;
    use crate::error::Deadline;
    use crate::found::{Gender, Speaker};
    use crate::reading::{Reader, Reading};
    use crate::stages::entities;
    use crate::stages::quotes::find;
    use crate::stages::quotes::model::Attribution;

    #[test]
    fn nobody_is_he_in_his_own_words() {
        let text = Text::verbatim(
            "Carl Roe met Tom Doe on Monday. Doe was angry. “He lies about everything he does,” Doe said."
                .to_owned(),
        )
        .unwrap();
        let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
        tokens.fill(&text, Deadline::NEVER).unwrap();
        Reader::new(Tier::Fast, 0.0).read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
        let mut found = entities::find(&text, &tokens, &reading, Deadline::NEVER).unwrap();
        let (quotes, _) =
            find(&text, &tokens, &reading, &found, Attribution::embedded(), 0.0, Deadline::NEVER).unwrap();
        let spoken = spoken(&quotes, &found);
        assert_eq!(spoken.iter().map(|spoken| text.slice(spoken.by)).collect::<Vec<_>>(), ["Tom Doe"]);
        entities::find_again(&text, &tokens, &reading, &spoken, &mut found, Deadline::NEVER).unwrap();
        let he = |entity: &Entity| {
            let pronouns = entity.mentions.iter().filter(|mention| mention.form == Form::Pronoun);
            pronouns.map(|mention| text.slice(mention.span)).collect::<Vec<_>>()
        };
        let of = |name: &str| he(found.iter().find(|entity| entity.name == name).unwrap());
        assert_eq!((of("Carl Roe"), of("Tom Doe")), (vec!["He", "he"], vec![]));
    }

    #[test]
    fn a_source_is_linked_to_who_speaks() {
        let text = Text::verbatim("Roe met Doe. “I said ‘I do’ to my wife,” he said.".to_owned()).unwrap();
        let mut tokens = Tokens::default();
        tokens.fill(&text, Deadline::NEVER).unwrap();
        let span = |part: &str| {
            let start = text.as_str().find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let mention = |part, form, confidence| Mention { span: span(part), form, confidence };
        let entity = |name: &str, mentions| Entity {
            name: name.to_owned(),
            kind: EntityType::Person,
            gender: Gender::Unknown,
            mentions,
        };
        let he = mention("he", Form::Pronoun, 0.4);
        let mut entities = [
            entity("Roe", vec![mention("Roe", Form::Name, 1.0)]),
            entity("Doe", vec![mention("Doe", Form::Name, 1.0), he]),
        ];
        let mut quote = Quote {
            kind: QuoteType::Direct,
            content: vec![span("“I said ‘I do’ to my wife,”")],
            cue: vec![span("said")],
            source: vec![span("he")],
            speaker: Some(Speaker { entity: Some(1), name: "Doe".to_owned() }),
            confidence: 0.9,
        };
        let before = entities.clone();
        link_speakers(&text, &tokens, &[Quote { kind: QuoteType::Mixed, ..quote.clone() }], &mut entities);
        assert_eq!(entities, before);
        quote.speaker = Some(Speaker { entity: Some(0), name: "Roe".to_owned() });
        link_speakers(&text, &tokens, &[quote.clone()], &mut entities);
        let spans = |at: usize| {
            entities[at].mentions.iter().map(|mention| text.slice(mention.span)).collect::<Vec<_>>()
        };
        assert_eq!((spans(0), spans(1)), (vec!["Roe", "I", "my", "he"], vec!["Doe"]));
        quote.speaker = Some(Speaker { entity: None, name: "an aide".to_owned() });
        link_speakers(&text, &tokens, &[quote], &mut entities);
        assert_eq!(entities[0].mentions.len(), 3);
    }
}
