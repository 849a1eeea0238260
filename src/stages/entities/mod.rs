//! From labels to mentions, and from mentions to the entities of the article.
//!
//! What readers join, cut or mistake is mended first, by what the article itself tells (`told`, `fellows`, `headings`, `letters`,
//! `parts`). Then names (`names/`, by rules): a surname goes to the person who bears it, an acronym to the name it
//! abbreviates, "the Foreign Ministry" to the only ministry there is. Then, in order of position, noun phrases
//! and pronouns (`phrases.rs` finds them) go to what was spoken of before (`rank.rs`, by learned weights, and
//! `clause.rs`, by grammar), or to nothing: a blank is better than a guess.

mod beside;
mod bodies;
mod clause;
mod fellows;
mod fold;
mod headings;
mod known;
mod letters;
mod names;
mod parts;
mod people;
mod phrases;
mod rank;
mod told;

use crate::error::{Deadline, Reject};
use crate::found::{Entity, EntityType, Form, Mention, Spoken};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{Gender, is_honour, is_kin};
use crate::reading::{Label, Reading};
use crate::text::{Span, Text};
use crate::tokens::Tokens;
use fold::Words;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rank::Ranker;
pub use rank::{Decision, Weights};
use std::ops::Range;
use told::Told;

/// A name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Never empty, inside one paragraph: a full stop in a name may look like the end of a sentence.
    pub words: Range<usize>,
    pub kind: EntityType,
}

/// A phrase that refers, and what it refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    pub words: Range<usize>,
    pub span: Span,
    pub form: Form,
    /// The index of the thing; none for those that refer to nothing known.
    pub thing: Option<usize>,
    /// The probability that this is the thing, 1 for names.
    pub confidence: f32,
}

/// Something spoken of: an entity where it has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// The fullest name the article gives, and its type.
    pub named: Option<(String, EntityType)>,
    /// As far as names, titles and appositions tell.
    pub gender: Gender,
}

/// Every phrase that refers, and the things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// In the order in which they were read: by position, owners before what they own.
    pub mentions: Vec<Linked>,
    pub things: Vec<Thing>,
}

/// Links of noun phrases and pronouns that are less likely than this stay unlinked: a wrong speaker is worse than
/// none. On held-out articles of OntoGUM six in ten of the links between 0.4 and 0.5 are right, and not half of
/// those below.
pub const MIN_CONFIDENCE: f32 = 0.4;

/// Finds the entities of an article, in order of their first mention.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    deadline: Deadline,
) -> Result<Vec<Entity>, Reject> {
    find_knowing(text, tokens, reading, &[], deadline)
}

/// Links anew what stands in quotation marks, now that it is known who speaks: that is nobody of whom the words speak.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn find_again(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    spoken: &[Spoken],
    entities: &mut [Entity],
    deadline: Deadline,
) -> Result<(), Reject> {
    let is_anew = |mention: &Mention| {
        let next = spoken.partition_point(|spoken| spoken.words.end <= mention.span.start);
        let within = |spoken: &&Spoken| spoken.words.contains(mention.span);
        mention.form != Form::Name && spoken.get(next).filter(within).is_some()
    };
    let name = |entity: &Entity| {
        entity.mentions.iter().find(|mention| mention.form == Form::Name).map(|mention| mention.span)
    };
    let by_name: HashMap<Option<Span>, usize> =
        entities.iter().enumerate().map(|(at, entity)| (name(entity), at)).collect();
    for entity in entities.iter_mut() {
        entity.mentions.retain(|mention| !is_anew(mention));
    }
    for again in find_knowing(text, tokens, reading, spoken, deadline)? {
        let Some(&at) = by_name.get(&name(&again)) else { continue };
        entities[at].mentions.extend(again.mentions.into_iter().filter(is_anew));
        entities[at].mentions.sort_by_key(|mention| mention.span);
    }
    Ok(())
}

fn find_knowing(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    spoken: &[Spoken],
    deadline: Deadline,
) -> Result<Vec<Entity>, Reject> {
    let names = names(text, tokens, reading, deadline)?;
    let known = Known { weights: Weights::embedded(), spoken };
    let links = link(text, tokens, reading, &names, known, None, deadline)?;
    Ok(entities(text, tokens, reading, &names, links))
}

/// Decodes the labels into names, in order of position.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn names(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    deadline: Deadline,
) -> Result<Vec<Name>, Reject> {
    let mut names: Vec<Name> = Vec::new();
    for paragraph in &tokens.paragraphs {
        deadline.check("entities")?;
        let labelled = labelled(paragraph, reading);
        for mut name in labelled.into_iter().flat_map(|name| parted(name, paragraph, tokens, text)) {
            name.words = own_words(&name, tokens, text);
            name.words.end = with_generation(&name, paragraph.end, tokens, text);
            name.kind = own_kind(&name, paragraph, tokens, text);
            if let [.., first, nickname] = &names[..]
                && first.words.end + 1 == nickname.words.start
                && nickname.words.end + 1 == name.words.start
                && continues(first, &name, paragraph, tokens, text)
            {
                names.pop();
            }
            match names.last_mut() {
                _ if is_party(&name, tokens, text) => {}
                Some(first) if continues(first, &name, paragraph, tokens, text) => {
                    first.words.end = name.words.end;
                    first.kind = name.kind;
                }
                Some(last) if last.words.end > name.words.start => {}
                Some(owner) if owns(owner, &name, tokens, text) => {
                    owner.words.end = name.words.end;
                    owner.kind = name.kind;
                }
                Some(_) | None => names.push(name),
            }
        }
    }
    take_firms(&mut names, text, tokens);
    take_people(&mut names, text, tokens);
    let told = Told { text, tokens, reading };
    told.take_letters(&mut names);
    told.take_known(&mut names);
    told.take_papers(&mut names);
    told.take_agencies(&mut names);
    told.take_joined(&mut names);
    told.take_parts(&mut names);
    told.take_told(&mut names);
    told.take_peoples(&mut names);
    told.take_illnesses(&mut names);
    told.take_capitals(&mut names);
    told.take_scores(&mut names);
    told.take_tables(&mut names);
    told.take_several(&mut names);
    told.take_ends(&mut names);
    told.take_seats(&mut names);
    told.take_wards(&mut names);
    told.take_sites(&mut names);
    told.take_beginnings(&mut names);
    told.take_bodies(&mut names);
    told.take_places(&mut names);
    told.take_homes(&mut names);
    told.take_fellows(&mut names);
    told.take_votes(&mut names);
    told.take_last_words(&mut names);
    told.take_tribes(&mut names);
    told.take_vessels(&mut names);
    take_storms_and_ships(&mut names, text, tokens);
    told.take_languages(&mut names);
    take_words(&mut names, text, tokens, reading);
    told.take_shops(&mut names);
    told.take_numbered(&mut names);
    told.take_worlds(&mut names);
    told.take_things(&mut names);
    told.leave_counts(&mut names);
    told.take_initials(&mut names);
    told.take_offices(&mut names);
    told.take_heading(&mut names);
    told.take_labels(&mut names);
    Ok(names)
}

/// Takes for storms and ships what readers hold for somebody or somewhere: "Tropical Storm Ida", "Ida" where nobody has the
/// surname, "the MV Ida", "the Ida".
fn take_storms_and_ships(names: &mut Vec<Name>, text: &Text, tokens: &Tokens) {
    let word = |at: usize| text.slice(tokens.words[at]);
    // In capitals "STORM" may be a verb.
    let is_storm = |at: usize| {
        let titled = word(at).starts_with(char::is_uppercase) && word(at).contains(char::is_lowercase);
        titled && bodies::is_storm(&word(at).to_lowercase())
    };
    let mut storms: HashSet<&str> = HashSet::new();
    let mut ships: HashSet<&str> = HashSet::new();
    let leads = |at: usize| is_storm(at) || bodies::is_ship(word(at));
    let mut end_before = 0;
    let mut swallowed = Vec::new();
    for at in 0..names.len() {
        let Range { start: mut first, end } = names[at].words;
        // "Hurricane", and "Ida" as a name of its own
        let apart = at
            .checked_sub(1)
            .filter(|&before| names[before].words.end == first && names[before].words.clone().all(is_storm));
        first = apart.map_or(first, |before| names[before].words.start);
        while first > end_before && apart.is_none() && leads(first - 1) {
            first -= 1;
        }
        end_before = end;
        let last = end - 1;
        if first == last {
            continue;
        }
        // "Storm Lake"
        let own = || {
            last - first == 1 + usize::from(is_storm(first + 1))
                && !Lists::of(&word(last).to_lowercase()).any(Lists::PLACE_HEAD)
        };
        if is_storm(first) && own() {
            storms.insert(word(last));
        } else if bodies::is_ship(word(first)) {
            ships.insert(word(last));
        } else {
            continue;
        }
        names[at] = Name { words: first..end, kind: EntityType::Misc };
        swallowed.extend(apart);
    }
    let mut at = 0;
    names.retain(|_| {
        at += 1;
        swallowed.binary_search(&(at - 1)).is_err()
    });
    if storms.is_empty() && ships.is_empty() {
        return;
    }
    let people = names.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1);
    for name in people {
        storms.remove(word(name.words.end - 1));
    }
    for name in names {
        let Range { start, end } = name.words;
        let is_the = start > 0 && word(start - 1).eq_ignore_ascii_case("the");
        let storm = end - start == 1 && name.kind == EntityType::Person && storms.contains(word(start));
        if storm || is_the && ships.contains(word(end - 1)) {
            name.kind = EntityType::Misc;
        }
    }
}

/// Takes for names of people, at the start of a sentence, words of everyday that are part of somebody's name: "May will have a
/// scan", "Wait, 52, said", after "Luke May" and "Murray Wait".
fn take_words(names: &mut Vec<Name>, text: &Text, tokens: &Tokens, reading: &Reading) {
    const ACTS: [&str; 12] =
        ["will", "would", "has", "had", "is", "was", "also", "himself", "herself", "who", "did", "'s"];
    let word = |at: usize| tokens.words.get(at).map_or("", |&word| text.slice(word));
    let closed = Lists::DETERMINER.or(Lists::PRONOUN).or(Lists::PREPOSITION).or(Lists::CONJUNCTION);
    let people = names.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1);
    let parts: HashSet<&str> = people
        .flat_map(|name| [word(name.words.start), word(name.words.end - 1)])
        .filter(|part| part.starts_with(char::is_uppercase) && part.contains(char::is_lowercase))
        .filter(|part| !Lists::of(&part.to_lowercase()).any(closed))
        .collect();
    if parts.is_empty() {
        return;
    }
    let is_number = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let acts = |at: usize| {
        reading.cues.get(at) == Some(&true)
            || ACTS.contains(&word(at))
            || word(at) == "," && (is_number(word(at + 1)) || word(at + 1) == "who")
    };
    let count = names.len();
    for sentence in &tokens.sentences {
        let at = sentence.start + usize::from(matches!(word(sentence.start), "“" | "\"" | "‘"));
        let next = names[..count].partition_point(|name| name.words.end <= at);
        let named = names[..count].get(next).is_some_and(|name| name.words.start <= at);
        if !named && at < sentence.end && parts.contains(word(at)) && acts(at + 1) {
            names.push(Name { words: at..at + 1, kind: EntityType::Person });
        }
    }
    if names.len() > count {
        names.sort_by_key(|name| name.words.start);
    }
}

/// Parts a person's name where a sentence ends in it: "… convicted Jane Ueda. Ueda wept"; two places in one: "ELY, Spain" at
/// the beginning of a paragraph, "Ely, Ohio", "Ely in Kent"; and a body from its country: "Ghana's Finance Ministry".
fn parted(name: Name, paragraph: &Range<usize>, tokens: &Tokens, text: &Text) -> impl Iterator<Item = Name> {
    /// Shorter words may be short for others.
    const LETTERS: usize = 3;
    let word = |at: usize| text.slice(tokens.words[at]);
    let Name { words, kind } = name;
    let is_small = |at: usize| word(at).contains(char::is_lowercase);
    let opens = words.start == paragraph.start && !is_small(words.start);
    let is_state = |its: Range<usize>| bodies::is_state(&text.slice(tokens.span(&its)).to_lowercase());
    let mut inner = words.start + 1..words.end.saturating_sub(1);
    let stop = match kind {
        // "Smt. Jane Roe"
        EntityType::Person => (words.start + 2..words.end.saturating_sub(1))
            .find(|&at| word(at) == "." && word(at - 1).chars().count() >= LETTERS),
        EntityType::Loc => inner.find(|&at| match word(at) {
            // "Austin, Texas", "Ely, Kent province"
            "," => {
                opens && is_small(at + 1) || is_state(at + 1..words.end) || word(words.end - 1) == "province"
            }
            "in" => word(at + 1).starts_with(char::is_uppercase),
            _ => false,
        }),
        // "Ghana's Finance Ministry"
        EntityType::Org => inner.find(|&at| {
            let owner = || text.slice(tokens.span(&(words.start..at))).to_lowercase();
            matches!(word(at), "'s" | "’s") && Lists::of(&owner()).any(Lists::PLACE)
        }),
        EntityType::Misc => None,
    };
    let rest = stop.map(|stop| Name { words: stop + 1..words.end, kind });
    let kind = if kind == EntityType::Org && stop.is_some() { EntityType::Loc } else { kind };
    std::iter::once(Name { words: words.start..stop.unwrap_or(words.end), kind }).chain(rest)
}

/// Returns the type of a name where its own words tell it better than the reader: "Jane Roe SpA" is a company, "DALLAS" at
/// the beginning of "DALLAS - Shares fell" a town.
fn own_kind(name: &Name, paragraph: &Range<usize>, tokens: &Tokens, text: &Text) -> EntityType {
    const FAR: usize = 8;
    let Range { start, end } = name.words;
    let word = |at: usize| text.slice(tokens.words[at]);
    let is_firm = |last: &str| bodies::is_written_suffix(last) || bodies::is_trade(&last.to_lowercase());
    if name.kind == EntityType::Person && end - start > 1 && is_firm(word(end - 1)) {
        return EntityType::Org;
    }
    // "the Veltis Energy mine"
    let is_places = |last: &str| matches!(last, "bank" | "capital" | "international" | "group" | "steel");
    let last = || word(end - 1).to_lowercase();
    if name.kind == EntityType::Loc && end - start > 1 && bodies::is_firm_noun(&last()) && !is_places(&last())
    {
        return EntityType::Org;
    }
    let body = || text.slice(tokens.span(&name.words)).to_lowercase();
    if end - start < 4 && bodies::is_feast(&body()) {
        return EntityType::Misc;
    }
    // "Ohio State" is a school and its teams.
    if name.kind == EntityType::Loc
        && word(end - 1) == "State"
        && body().strip_suffix(" state").is_some_and(bodies::has_state_school)
    {
        return EntityType::Org;
    }
    let first = word(start).to_lowercase();
    let of = (start + 1..end).find(|&at| matches!(word(at), "of" | "for")).unwrap_or(end);
    let soviet = matches!(first.as_str(), "soviet" | "russian");
    if matches!(name.kind, EntityType::Person | EntityType::Loc)
        && of - start > 1
        && !soviet
        && word(start).starts_with(char::is_uppercase)
        && bodies::is_body(&word(of - 1).to_lowercase(), &word(of - 2).to_lowercase())
    {
        return EntityType::Org;
    }
    let dateline = start == paragraph.start
        && end < paragraph.end
        && matches!(word(end), "-" | "–" | "—" | "(")
        && (start..end).all(|at| !word(at).contains(char::is_lowercase))
        // Not where all is in capitals.
        && (end..paragraph.end.min(end + FAR)).any(|at| word(at).contains(char::is_lowercase));
    let body = body();
    if dateline && Lists::of(&body).any(Lists::PLACE) {
        return EntityType::Loc;
    }
    // "GALLE - ", which no list has, above or right below the headline
    let unlisted = || {
        let letters = body.chars().filter(|c| c.is_alphabetic()).count();
        letters > 3 && !Lists::of(&body).any(Lists::ORG) && !bodies::is_known(&body)
    };
    let near = || tokens.paragraph_of(start) < 3 && word(end) != "(" && end - start == 1;
    if dateline && name.kind == EntityType::Org && near() && unlisted() {
        return EntityType::Loc;
    }
    if name.kind == EntityType::Misc
        && (bodies::is_party(&body) || end - start > 1 && is_agency(word(end - 1)))
        || name.kind == EntityType::Loc && end - start > 1 && is_organ_of_state(word(end - 1))
    {
        return EntityType::Org;
    }
    name.kind
}

/// Says whether a word as it stands ends the names of bodies and of no works: "the Veltic Space Agency".
fn is_agency(word: &str) -> bool {
    matches!(
        word,
        "Agency" | "Ministry" | "Commission" | "Committee" | "Federation" | "Institute" | "Corporation"
    )
}

/// Says whether a word as it stands ends the names of organs of state and of no places: "the Veltic Senate".
fn is_organ_of_state(word: &str) -> bool {
    matches!(word, "Senate" | "Parliament" | "Ministry" | "Army" | "Navy" | "Police" | "Television")
}

/// Says whether a name goes on with the next one, which readers take apart: "Jane “Pip” Roe", "German Roe".
fn continues(first: &Name, next: &Name, paragraph: &Range<usize>, tokens: &Tokens, text: &Text) -> bool {
    /// How many words a nickname has.
    const MAX: usize = 3;
    if first.words.start < paragraph.start || next.kind != EntityType::Person || next.words.len() > MAX {
        return false;
    }
    let word = |at: usize| text.slice(tokens.words[at]);
    let between = first.words.end..next.words.start;
    let before = first.words.start.checked_sub(1).filter(|&at| at >= paragraph.start).map_or("", word);
    if between.is_empty() {
        // "said German Roe", but not "the German Roe" or "in Jordan Tom Roe".
        let given = word(first.words.start);
        let opens = before.is_empty()
            || !before.contains(char::is_alphabetic)
            || is_kin(before)
            || matches!(before, "and" | "said" | "says" | "added");
        return given.starts_with(char::is_uppercase)
            && given.contains(char::is_lowercase)
            && first.words.len() == 1
            && next.words.len() == 1
            && matches!(first.kind, EntityType::Misc | EntityType::Loc)
            && (given == "German" || Lists::of(&given.to_lowercase()).any(Lists::FIRST_NAME))
            && opens;
    }
    let quote = |at: usize| matches!(word(at), "\"" | "“" | "”" | "‘" | "’" | "'" | "``" | "''");
    let (opens, closes) = (between.start, between.end - 1);
    // "Jane “Pip", of which the reader took the nickname
    let begun = first.words.clone().any(quote) && !quote(first.words.end - 1);
    if begun && opens == closes && quote(closes) && first.kind == EntityType::Person {
        return next.words.len() == 1;
    }
    first.kind == EntityType::Person
        && first.words.len() <= MAX
        && (3..=MAX + 2).contains(&between.len())
        && quote(opens)
        && quote(closes)
        && (opens + 1..closes).all(|at| word(at).starts_with(char::is_uppercase) || word(at) == "the")
}

/// Takes for people what readers hold for something else, where the article has people of the name: "Queen Jane" beside
/// "Jane", the town "Jane Roe" beside "Roe", "al-Roe" after "Tom al-Roe".
fn take_people(names: &mut [Name], text: &Text, tokens: &Tokens) {
    let word = |at: usize| text.slice(tokens.words[at]);
    // Words that are the name of somebody and of no place.
    let mut alone: HashMap<&str, bool> = HashMap::new();
    let mut last: HashSet<String> = HashSet::new();
    for name in names.iter() {
        if name.words.len() == 1 {
            let person = name.kind == EntityType::Person;
            if person || name.kind == EntityType::Loc {
                *alone.entry(word(name.words.start)).or_insert(true) &= person;
            }
        } else if name.kind == EntityType::Person && word(name.words.end - 1).contains('-') {
            last.insert(word(name.words.end - 1).to_lowercase());
        }
    }
    for name in names.iter_mut().filter(|name| name.kind != EntityType::Person) {
        let Range { start, end } = name.words;
        let is_somebody = |at: usize| alone.get(word(at)) == Some(&true);
        let before = start.checked_sub(1).map_or("", word);
        // Where all is in capitals or in small letters, readers know better.
        if !word(start).contains(char::is_lowercase) || !word(end - 1).contains(char::is_uppercase) {
            continue;
        }
        let is_person = match end - start {
            1 => {
                let article = ["al-", "el-"]
                    .iter()
                    .any(|al| word(start).get(..al.len()).is_some_and(|head| head.eq_ignore_ascii_case(al)));
                article && last.contains(&word(start).to_lowercase())
            }
            2 if people::is_peer(word(start)) => is_somebody(start + 1),
            2 if name.kind == EntityType::Loc => {
                is_somebody(start + 1)
                    && !matches!(before, "in" | "at" | "near" | "from" | "across" | "outside" | "In" | "At")
                    && (start..end).all(|at| !is_of_place(&word(at).to_lowercase()))
            }
            _ => false,
        };
        if is_person {
            name.kind = EntityType::Person;
        }
    }
}

/// Says whether a word in small letters is a part of the names of places: "lake", "san", "spain".
fn is_of_place(word: &str) -> bool {
    Lists::of(word).any(Lists::PLACE.or(Lists::PLACE_HEAD).or(Lists::DEMONYM))
        || matches!(
            word,
            "san"
                | "santa"
                | "saint"
                | "st"
                | "st."
                | "fort"
                | "port"
                | "lake"
                | "mount"
                | "mt"
                | "mt."
                | "new"
                | "north"
                | "south"
                | "east"
                | "west"
                | "upper"
                | "lower"
                | "camp"
                | "cape"
                | "point"
                | "los"
                | "las"
                | "el"
                | "la"
        )
}

/// Takes the short form of a company's name, which readers hold for a person, for the company: "Halvorsen shares" and
/// "Tanaka" after "Halvorsen ASA" and "Tanaka Steel".
fn take_firms(names: &mut [Name], text: &Text, tokens: &Tokens) {
    let word = |at: usize| text.slice(tokens.words[at]);
    let is_firm = |name: &&Name| {
        let last = word(name.words.end - 1).to_lowercase();
        let last = last.trim_end_matches('.');
        name.kind == EntityType::Org
            && name.words.len() > 1
            && (bodies::is_firm_suffix(last)
                || bodies::is_firm_noun(last)
                || bodies::is_school(&word(name.words.start + 1).to_lowercase()))
    };
    // By its first word, how many more names of a company there are than of somebody: who is in the news is no company.
    let mut firms: HashMap<&str, i32> =
        names.iter().filter(is_firm).map(|name| (word(name.words.start), 0)).collect();
    if firms.is_empty() {
        return;
    }
    for name in names.iter() {
        if let Some(more) = firms.get_mut(word(name.words.start)) {
            match name.kind {
                EntityType::Org => *more += 1,
                EntityType::Person if name.words.len() == 1 => *more -= 1,
                _ => {}
            }
        }
    }
    // By its word, where somebody first has her or his full name, and where the company has.
    let mut people: HashMap<&str, usize> = HashMap::new();
    for name in names.iter().filter(|name| name.kind == EntityType::Person && name.words.len() > 1) {
        for at in name.words.clone().filter(|&at| firms.contains_key(word(at))) {
            people.entry(word(at)).or_insert(at);
        }
    }
    let mut firsts: HashMap<&str, usize> = HashMap::new();
    for name in names.iter().filter(is_firm) {
        firsts.entry(word(name.words.start)).or_insert(name.words.start);
    }
    for name in names {
        let Range { start, end } = name.words;
        let Some(more) = firms.get(word(start)).filter(|_| end - start == 1) else { continue };
        if name.kind != EntityType::Person {
            continue;
        }
        let before = if start > 0 { word(start - 1) } else { "" };
        let after = tokens.words.get(end).map_or("", |&span| text.slice(span));
        let is_titled = before.len() > 1 && before.ends_with('.') || people::is_title(&before.to_lowercase());
        let acts = matches!(
            after,
            "shares"
                | "stock"
                | "employees"
                | "workers"
                | "stores"
                | "products"
                | "employs"
                | "makes"
                | "sells"
        );
        let moves = matches!(
            after,
            "rose"
                | "fell"
                | "gained"
                | "lost"
                | "climbed"
                | "slid"
                | "jumped"
                | "dropped"
                | "slipped"
                | "tumbled"
                | "surged"
                | "soared"
        );
        let percent = |at: usize| {
            tokens.words.get(at).is_some_and(|&span| matches!(text.slice(span), "percent" | "%" | "pct"))
        };
        // "Roe fell 3 percent"
        let acts = acts || moves && (end + 2..end + 4).any(percent);
        // Nobody goes by the surname before the full name: "Roe Motors", "Roe", then "Jane Roe".
        let person = people.get(word(start));
        let unnamed = person.is_some_and(|&person| start < person)
            && firsts.get(word(start)).is_some_and(|&firm| firm < start);
        if !is_titled && (acts || unnamed || *more >= 0 && person.is_none()) {
            name.kind = EntityType::Org;
        }
    }
}

/// Returns the words of a name without what readers now and then take for a part of it: the "Ms." before a person, the
/// letters of an office or an honour behind one ("Jane Roe QC", "Jane Roe, MP").
fn own_words(name: &Name, tokens: &Tokens, text: &Text) -> Range<usize> {
    let Range { mut start, mut end } = name.words.clone();
    let word = |at: usize| text.slice(tokens.words[at]);
    if name.kind != EntityType::Person {
        // "the floods of Boxing Day"
        let feast = (start + 1..end).rev().take(3).find(|&at| {
            matches!(word(at - 1), "of" | "on" | "at")
                && bodies::is_feast(&text.slice(tokens.span(&(at..end))).to_lowercase())
        });
        if let Some(feast) = feast.filter(|_| name.kind == EntityType::Misc) {
            start = feast;
        }
        // "told the Ely Times"
        if end - start > 1 && word(start) == "the" && word(start + 1).starts_with(char::is_uppercase) {
            start += 1;
        }
        let is_joined = |at: usize| at > start && matches!(word(at - 1), "of" | "the" | "for" | "'s" | "’s");
        // "the Dubai Ruler", "Veltis Founder Jane Roe"
        if matches!(name.kind, EntityType::Org | EntityType::Loc)
            && end - start > 1
            && is_office(word(end - 1))
            && !is_rank(word(start))
            && !is_joined(end - 1)
        {
            end = (start + 1..end - 1)
                .rev()
                .find(|&at| !is_rank(word(at)))
                .map_or(start + 1, |last| last + 1)
                .min(end - 1)
                .max(start + 1);
        }
        // "Executive Director Veltis Foundation"
        let heads = |at: usize| {
            matches!(word(at), "Executive" | "Managing") && word(at + 1) == "Director"
                || matches!(word(at), "Chief" | "chief") && matches!(word(at + 1), "Executive" | "executive")
        };
        if name.kind == EntityType::Org && end - start > 3 && heads(start) {
            start += 2 + usize::from(word(start + 2) == "of");
        }
        // "the Ely power station", "the ruling Veltis party"
        if end - start > 1 && word(start).contains(char::is_uppercase) && is_kind(word(end - 1)) {
            end -= 1;
            if end - start > 1
                && word(end - 1).bytes().all(|b| b.is_ascii_lowercase())
                && word(end - 1) == "power"
            {
                end -= 1;
            }
        }
        return start..end;
    }
    // "(coach Jane) Roe"
    if let Some(closes) = (start..end - 1).find(|&at| word(at) == ")")
        && (start..closes).all(|at| word(at) != "(")
    {
        start = closes + 1;
    }
    // "UK-based Jane Roe"
    if end - start > 1 && ["-based", "-born"].iter().any(|tail| word(start).ends_with(tail)) {
        start += 1;
    }
    // "yokozuna Roe"
    let calls = |word: &str| word.len() > 5 && word.bytes().all(|b| b.is_ascii_lowercase());
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    if end - start > 1 && calls(word(start)) && is_name(word(start + 1)) {
        start += 1;
    }
    // "Mr. T" is all of a name.
    let addresses = |at: usize| {
        matches!(
            word(at),
            "Mr."
                | "Mr"
                | "Mrs."
                | "Mrs"
                | "Ms."
                | "Ms"
                | "Dr."
                | "Dr"
                | "Prof."
                | "Prof"
                | "Cllr"
                | "Cllr."
                | "CJI"
                | "Sergeant"
                | "Constable"
                | "Detective"
                | "Det"
                | "Det."
        ) || people::is_short_title(word(at))
            || is_joined_rank(word(at))
            // "Det Con Jane Roe"
            || matches!(word(at), "Con" | "Insp" | "Supt") && at > 0 && matches!(word(at - 1), "Det" | "Det.")
    };
    while end - start > 1 && addresses(start) && word(start + 1).len() > 2 {
        start += 1;
    }
    // In capitals "KC" may be a name.
    while end - start > 2 && is_honour(word(end - 1)) {
        let comma = usize::from(word(end - 2) == ",");
        if !word(end - 2 - comma).contains(char::is_lowercase) {
            break;
        }
        end -= 1 + comma;
    }
    start..end
}

/// Says whether a word as it stands is two ranks in one: "Maj-Gen".
fn is_joined_rank(word: &str) -> bool {
    let is_rank = |part: &str| {
        part.starts_with(char::is_uppercase) && people::is_title(&part.trim_end_matches('.').to_lowercase())
    };
    word.split_once('-').is_some_and(|(one, other)| is_rank(one) && is_rank(other))
}

/// Says whether a word as it stands calls who leads what is named before it: "Veltis Founder".
fn is_office(word: &str) -> bool {
    matches!(
        word,
        "Ruler"
            | "Founder"
            | "Chairman"
            | "Chairwoman"
            | "Chairperson"
            | "CEO"
            | "Director"
            | "President"
            | "Minister"
            | "Governor"
            | "Mayor"
            | "Ambassador"
            | "Spokesman"
            | "Spokeswoman"
            | "Spokesperson"
            | "Chargé"
            | "Speaker"
    )
}

/// Says whether a word as it stands goes before that: "Veltis Deputy Director".
fn is_rank(word: &str) -> bool {
    matches!(
        word,
        "Deputy"
            | "Vice"
            | "Prime"
            | "Executive"
            | "Managing"
            | "Assistant"
            | "Acting"
            | "Marketing"
            | "Co"
            | "-"
            | "and"
            | "&"
            | ","
    )
}

/// Says whether a word in small letters behind a name tells what that is the name of, and is no part of it.
fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "province" | "mine" | "station" | "party" | "brigade" | "refinery" | "village" | "neighborhood"
    )
}

/// Returns the end of a name with the "Jr." behind it, which readers leave out now and then.
fn with_generation(name: &Name, end: usize, tokens: &Tokens, text: &Text) -> usize {
    let word = |at: usize| if at < end { text.slice(tokens.words[at]) } else { "" };
    let tells = |at: usize| {
        let roman = word(at).len() > 1 && word(at).bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        matches!(word(at), "Jr." | "Jr" | "Jnr" | "Sr." | "Sr" | "Snr") || roman
    };
    let next = name.words.end;
    match name.kind {
        EntityType::Person if tells(next) => next + 1,
        EntityType::Person if word(next) == "," && tells(next + 1) => next + 2,
        _ => next,
    }
}

/// Says whether what was taken for a name is the party and state behind one: "Jane Roe, D-Iowa".
fn is_party(name: &Name, tokens: &Tokens, text: &Text) -> bool {
    let mut letters = text.slice(tokens.words[name.words.start]).bytes();
    name.words.len() == 1
        && matches!(letters.next(), Some(b'D' | b'R' | b'I'))
        && matches!(letters.next(), Some(b'-'))
        && letters.next().is_some_and(|b| b.is_ascii_uppercase())
        && name.words.start > 0
        && matches!(text.slice(tokens.words[name.words.start - 1]), "," | "(")
}

/// Says whether a nationality and the organ of state right after it, which CoNLL-2003 takes apart, are one name: the
/// "Russian Foreign Ministry" is what speaks.
fn owns(owner: &Name, name: &Name, tokens: &Tokens, text: &Text) -> bool {
    let word = |at: usize| text.slice(tokens.words[at]).to_lowercase();
    name.kind == EntityType::Org
        && owner.kind == EntityType::Misc
        && owner.words.len() == 1
        && owner.words.end == name.words.start
        && matches!(
            word(name.words.end - 1).as_str(),
            "ministry"
                | "parliament"
                | "government"
                | "cabinet"
                | "senate"
                | "congress"
                | "court"
                | "embassy"
                | "police"
                | "army"
                | "navy"
                | "force"
                | "forces"
                | "guard"
                | "military"
        )
        && Lists::of(&word(owner.words.start)).any(Lists::DEMONYM)
}

/// What linking goes by.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub weights: &'a Weights,
    /// Who says what, as far as that is known before.
    pub spoken: &'a [Spoken],
}

/// Links names, which stand in order of position and never overlap, and the noun phrases and pronouns around
/// them. Keeps every choice in `trace`, where training asks for it.
///
/// # Errors
///
/// [`Reject::Timeout`].
pub fn link(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    names: &[Name],
    known: Known<'_>,
    trace: Option<&mut Vec<Decision>>,
    deadline: Deadline,
) -> Result<Links, Reject> {
    let mut words = Words::default();
    let grouped = names::group(text, tokens, reading, names, &mut words, deadline)?;
    let phrases = phrases::find(text, tokens, reading, names, &grouped, &mut words, deadline)?;
    let spoken = known.spoken.iter().filter_map(|&Spoken { words, by }| {
        let first = |span: Span| tokens.words.partition_point(|word| word.end <= span.start);
        let name = names.partition_point(|name| name.words.end <= first(by));
        let words = first(words)..tokens.words.partition_point(|word| word.start < words.end);
        Some((words, (*grouped.owner.get(name)?)?))
    });
    let ranker = Ranker {
        text,
        tokens,
        reading,
        phrases: &phrases,
        grouped: &grouped,
        words: &mut words,
        weights: known.weights,
        spoken: spoken.collect(),
        trace,
    };
    let (things, referred) = ranker.run(deadline)?;
    let mentions = phrases
        .iter()
        .zip(referred)
        .map(|(phrase, referred)| Linked {
            span: tokens.span(&phrase.words),
            words: phrase.words.clone(),
            form: rank::form(phrase),
            thing: referred.thing,
            confidence: referred.confidence,
        })
        .collect();
    let things = things
        .iter()
        .map(|thing| Thing {
            named: thing
                .group
                .map(|group| (grouped.display(text, tokens, group), grouped.groups[group].kind())),
            gender: thing.gender(),
        })
        .collect();
    Ok(Links { mentions, things })
}

/// Returns the things that have names, with the mentions that are likely enough. Names keep the spans and types
/// that the reader gave them: what a name is taken for here is not changed by what it is elsewhere, people apart.
fn entities(text: &Text, tokens: &Tokens, reading: &Reading, names: &[Name], links: Links) -> Vec<Entity> {
    let Links { mentions, things } = links;
    let mut place: Vec<Option<usize>> = Vec::with_capacity(things.len());
    let mut entities: Vec<Entity> = Vec::new();
    for thing in things {
        place.push(thing.named.as_ref().map(|_| entities.len()));
        if let Some((name, kind)) = thing.named {
            entities.push(Entity { name, kind, gender: thing.gender, mentions: Vec::new() });
        }
    }
    let new = |entities: &mut Vec<Entity>, name: &str, kind| {
        let (name, gender) = (name.to_owned(), Gender::Unknown);
        entities.push(Entity { name, kind, gender, mentions: Vec::new() });
        entities.len() - 1
    };
    // "Kent" the county beside "Kent" the team, by the entity they were linked to and their type.
    let mut others: HashMap<(usize, EntityType), usize> = HashMap::new();
    // What is named in full and by its initials, which readers may take for a law and an organisation: the full name tells.
    let mut initialled: HashSet<usize> = HashSet::new();
    let mut in_full: HashMap<usize, EntityType> = HashMap::new();
    let is_either = |kind: EntityType| kind != EntityType::Person;
    for Linked { span, words, form, thing, .. } in &mentions {
        let Some(at) = thing.and_then(|thing| place[thing]).filter(|_| *form == Form::Name) else { continue };
        let (body, entity) = (text.slice(*span), &entities[at]);
        let known = names.binary_search_by_key(&words.start, |name| name.words.start);
        let kind = known.map_or(entity.kind, |at| names[at].kind);
        if !is_either(kind) || !is_either(entity.kind) {
            continue;
        }
        let is_short = || {
            let folded = body.to_lowercase();
            !Lists::of(&folded).any(Lists::PLACE) && bodies::alias(&folded).is_none()
        };
        if bodies::is_acronym(body) && entity.name.len() > body.len() && is_short() {
            initialled.insert(at);
        } else if body == entity.name {
            in_full.insert(at, kind);
        }
    }
    for &at in &initialled {
        entities[at].kind = in_full.get(&at).copied().unwrap_or(entities[at].kind);
    }
    // Nationalities that organs of state are named with, by name.
    let misc = entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityType::Misc);
    let mut nations: HashMap<String, usize> = misc.map(|(at, entity)| (entity.name.clone(), at)).collect();
    for Linked { words, span, form, thing, confidence } in mentions {
        let Some(at) = thing.and_then(|thing| place[thing]) else { continue };
        if form != Form::Name {
            if confidence >= MIN_CONFIDENCE {
                entities[at].mentions.push(Mention { span, form, confidence });
            }
            continue;
        }
        let known = |words: &Range<usize>| {
            let at = names.binary_search_by_key(&words.start, |name| name.words.start).ok()?;
            Some(&names[at]).filter(|name| name.words == *words)
        };
        let parts = match known(&words) {
            // "Jane “Pip” Roe" is one name, and "Hurricane Ida", of which the reader took a part.
            Some(name)
                if name.kind == EntityType::Person
                    || reading.labels[words.start] == Label::Outside
                    || reading.labels[words.end - 1] == Label::Outside
                    || words.clone().any(|at| reading.labels[at] == Label::Outside)
                    // "ELY, Spain", of which this is the first
                    || matches!(reading.labels.get(words.end), Some(Label::Inside(_)))
                    || told::leads_body(text.slice(tokens.words[words.start]))
                    || bodies::is_storm(&text.slice(tokens.words[words.start]).to_lowercase()) =>
            {
                vec![name.clone()]
            }
            _ => labelled(&words, reading),
        };
        for mut name in parts {
            name.words = own_words(&name, tokens, text);
            name.words.end = with_generation(&name, words.end, tokens, text);
            let Name { words: its, mut kind } = name;
            // What was taken for something else above.
            if let Some(known) = known(&its) {
                kind = known.kind;
            }
            let span = tokens.span(&its);
            let body = text.slice(span);
            let own = entities[at].kind;
            let target = if its.end < words.end {
                *nations.entry(body.to_owned()).or_insert_with(|| new(&mut entities, body, kind))
            } else if kind == own || own == EntityType::Person || is_either(kind) && initialled.contains(&at)
            {
                at
            } else {
                let other = *others.entry((at, kind)).or_insert_with(|| new(&mut entities, body, kind));
                if entities[other].name.len() < body.len() {
                    body.clone_into(&mut entities[other].name);
                }
                other
            };
            entities[target].mentions.push(Mention { span, form, confidence });
        }
    }
    entities.retain(|entity| !entity.mentions.is_empty());
    for entity in &mut entities {
        entity.mentions.sort_by_key(|mention| mention.span);
    }
    entities.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.span));
    entities
}

/// Returns the names that the reader labelled in a range of words, in order of position.
pub fn labelled(words: &Range<usize>, reading: &Reading) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(1);
    for at in words.clone() {
        match (reading.labels[at], names.last_mut()) {
            (Label::Inside(kind), Some(last)) if last.kind == kind && last.words.end == at => {
                last.words.end = at + 1;
            }
            (Label::Begin(kind) | Label::Inside(kind), _) => names.push(Name { words: at..at + 1, kind }),
            (Label::Outside, _) => {}
        }
    }
    // "U . S ." goes on where its sentence seems to end.
    if let Some(last) = names.last_mut() {
        while reading.labels.get(last.words.end) == Some(&Label::Inside(last.kind)) {
            last.words.end += 1;
        }
    }
    names
}

#[cfg(test)]
mod tests;
