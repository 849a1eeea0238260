//! The tests of linking give names and parts of speech in the text, so that they hold with any reader.

use super::*;
use crate::config::Tier;
use crate::reading::Reader;
use crate::reading::tag::Tag;
use std::collections::HashMap;

/// A text with its words, and a reading of it.
pub(super) struct Case {
    pub(super) text: Text,
    pub(super) tokens: Tokens,
    pub(super) reading: Reading,
}

/// Reads `marked`: "[P Wang Yi] spoke." names a person, O, L, M the other types. Parts of speech come from
/// the few words below and from shapes.
pub(super) fn case(marked: &str) -> Case {
    let (mut body, mut spans) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find('[') {
        body.push_str(&rest[..at]);
        let kind = match rest.as_bytes()[at + 1] {
            b'P' => EntityType::Person,
            b'O' => EntityType::Org,
            b'L' => EntityType::Loc,
            b'M' => EntityType::Misc,
            other => panic!("no type {:?}", other as char),
        };
        let end = at + rest[at..].find(']').expect("a closing bracket");
        let start = body.len();
        body.push_str(&rest[at + 3..end]);
        spans.push((Span::new(start, body.len()), kind));
        rest = &rest[end + 1..];
    }
    body.push_str(rest);
    let text = Text::verbatim(body).unwrap();
    let (mut tokens, mut reading) = (Tokens::default(), Reading::default());
    tokens.fill(&text, Deadline::NEVER).unwrap();
    Reader::new(Tier::Fast, 0.0).read(&text, &tokens, &mut reading, Deadline::NEVER).unwrap();
    let known: HashMap<&str, &str> =
        TAGS.iter().flat_map(|(tag, words)| words.split(' ').map(|word| (word, *tag))).collect();
    for (at, &span) in tokens.words.iter().enumerate() {
        let word = text.slice(span);
        let name = spans.iter().find(|(name, _)| name.overlaps(span));
        reading.labels[at] = match name {
            Some((name, kind)) if name.start == span.start => Label::Begin(*kind),
            Some((_, kind)) => Label::Inside(*kind),
            None => Label::Outside,
        };
        let tag = match known.get(word.to_lowercase().as_str()) {
            Some(tag) => tag,
            None if name.is_some() => "NNP",
            None if !word.contains(char::is_alphanumeric) => ":",
            None if word.ends_with("ed") => "VBD",
            None if word.ends_with('s') => "NNS",
            None if at > 0 && word.starts_with(char::is_uppercase) => "NNP",
            None => "NN",
        };
        reading.tags[at] = Tag::named(tag).unwrap();
    }
    Case { text, tokens, reading }
}

const TAGS: &[(&str, &str)] = &[
    ("DT", "the a an this that these those some"),
    ("WP", "who"),
    ("PRP", "he she they it him them himself herself i we"),
    ("PRP$", "his her their its"),
    ("IN", "in of on at by for with from after about to"),
    ("CC", "and or but"),
    ("POS", "'s ’s"),
    ("VBD", "said met spoke left came won was were told went saw made grew fell lost"),
    ("VBZ", "is has"),
    ("VBG", "leading"),
    ("MD", "will would"),
    ("JJ", "new old foreign prime german chinese russian big 42-year-old"),
    ("RB", "then later not"),
];

fn found(case: &Case) -> Vec<Entity> {
    find(&case.text, &case.tokens, &case.reading, Deadline::NEVER).unwrap()
}

/// `expected` has the entities: name, first letter of the type, mentions; parted by ` | `.
#[track_caller]
fn check(marked: &str, expected: &str) {
    let case = case(marked);
    let found: Vec<_> = found(&case)
        .iter()
        .map(|entity| {
            let mentions: Vec<_> = entity.mentions.iter().map(|m| case.text.slice(m.span)).collect();
            format!("{} {}: {}", &entity.kind.as_str()[..1], entity.name, mentions.join(", "))
        })
        .collect();
    assert_eq!(found.join(" | "), expected, "{marked}");
}

#[test]
fn surnames_and_given_names_find_their_person() {
    check("[P Li Wen] met reporters. [P Li] said no.", "P Li Wen: Li Wen, Li");
    check("[P Roe]’s plan failed. [P Jane Roe] left.", "P Jane Roe: Roe, Jane Roe");
    check("[P John D. Roe] spoke. [P John Roe] left.", "P John D. Roe: John D. Roe, John Roe");
    check("[P Iván Gil] spoke. [P Gil] left. [P Ivan Gil] won.", "P Iván Gil: Iván Gil, Gil, Ivan Gil");
    check("[P Paula Roe] met aides. [P Paula] left.", "P Paula Roe: Paula Roe, Paula");
    check(
        "[P Kim Jong Un] spoke. [P Kim] left. [P Kim Jong-un] won.",
        "P Kim Jong Un: Kim Jong Un, Kim, Kim Jong-un",
    );
    check(
        "[P Juan Carlos Doe] spoke. [P Carlos Doe] left.",
        "P Juan Carlos Doe: Juan Carlos Doe, Carlos Doe",
    );
}

#[test]
fn state_organs_belong_to_their_country() {
    check(
        "[M Russian] [O Foreign Ministry] aides left.",
        "M Russian: Russian | O Russian Foreign Ministry: Foreign Ministry",
    );
    check("[M Russian] [O Gazprom] fell.", "M Russian: Russian | O Gazprom: Gazprom");
    check(
        "The [O Russian Foreign Ministry] and the [O Chinese Foreign Ministry] met. In [L Russia], the [O Foreign \
         Ministry] said no.",
        "O Russian Foreign Ministry: Russian Foreign Ministry, Foreign Ministry | O Chinese Foreign Ministry: \
         Chinese Foreign Ministry | L Russia: Russia",
    );
    check(
        "The [O United Nations] met. The [O U.N. Security Council] met. The [O United Nations Security Council] met. \
         The [O Security Council] met.",
        "O United Nations: United Nations | O United Nations Security Council: U.N. Security Council, United Nations \
         Security Council, Security Council",
    );
}

#[test]
fn countries_have_their_fullest_name() {
    check(
        "[L America] left. [L U.S.] aides spoke. The [L United States of America] came.",
        "L United States of America: America, U.S., United States of America",
    );
    check("[L Iran] spoke. The [L Islamic Republic of Iran] left.", "L Iran: Iran, Islamic Republic of Iran");
}

#[test]
fn subjects_of_clauses_are_subjects() {
    check(
        "[P Jane Roe] met [P John Doe]. The party said that [P Ann Lee] met [P Mary Poe] after [P Jane Roe] left and \
         she won.",
        "P Jane Roe: Jane Roe, Jane Roe, she | P John Doe: John Doe | P Ann Lee: Ann Lee | P Mary Poe: Mary Poe",
    );
}

#[test]
fn nicknames_initials_and_slips_find_their_person() {
    check("[P William Roe] spoke. [P Bill Roe] left.", "P William Roe: William Roe, Bill Roe");
    check("[P Mike Doe] spoke. [P Michael Doe] left.", "P Mike Doe: Mike Doe, Michael Doe");
    check("[P J. Roe] spoke. [P Jane Roe] left.", "P Jane Roe: J. Roe, Jane Roe");
    check(
        "[P Kristin Wilde] spoke. [P Kristen Wilde] left.",
        "P Kristin Wilde: Kristin Wilde, Kristen Wilde",
    );
    check("[P K.C. Maurer] spoke. [P Mauer] left.", "P K.C. Maurer: K.C. Maurer, Mauer");
}

#[test]
fn two_people_of_one_surname_stay_apart() {
    check(
        "[P Bill Roe] met [P Hillary Roe]. Mr. [P Roe] left. Mrs. [P Roe] stayed.",
        "P Bill Roe: Bill Roe, Roe | P Hillary Roe: Hillary Roe, Roe",
    );
    check("[P Bill Roe] won. [P Mrs. Roe] came.", "P Bill Roe: Bill Roe | P Roe: Roe");
    check(
        "[P Ann Doe] spoke. [P Doe] won. Her father [P Dan Doe] spoke. [P Ann Doe] left. [P Doe] lost.",
        "P Ann Doe: Ann Doe, Doe, Her, Ann Doe, Doe | P Dan Doe: Dan Doe",
    );
    check("[P Ann Doe] won. The [P Does] grew.", "P Ann Doe: Ann Doe | P Does: Does");
}

#[test]
fn surnames_come_before_given_names_and_titles() {
    check(
        "[P Tom John] met [P John Roe]. [P John] left.",
        "P Tom John: Tom John, John | P John Roe: John Roe",
    );
    check("[P Pete King] spoke. [P King] left.", "P Pete King: Pete King, King");
}

#[test]
fn what_is_made_of_names_is_not_who_bears_them() {
    check(
        "[P Ann Doe] met [P Joe Roe] before the [P Ann Doe-Joe Roe] fight. [P Doe] won.",
        "P Ann Doe: Ann Doe, Doe | P Joe Roe: Joe Roe | P Ann Doe-Joe Roe: Ann Doe-Joe Roe",
    );
    check(
        "[O Roe-Doe] grew. The [O Battle for the Soul of Roe-Doe] sold.",
        "O Roe-Doe: Roe-Doe | O Battle for the Soul of Roe-Doe: Battle for the Soul of Roe-Doe",
    );
}

#[test]
fn titles_and_possessives_are_no_part_of_the_name() {
    check("[P President Jane Roe] spoke. [P Roe] left.", "P Jane Roe: President Jane Roe, Roe");
    check("[P Jane Roe's] plan. [P Roe] left.", "P Jane Roe: Jane Roe's, Roe");
    check("[P Ms. Jane Roe QC] spoke. [P Jane Roe, MP] left.", "P Jane Roe: Jane Roe, Jane Roe");
    check("[P UK-based Jane Roe] spoke.", "P Jane Roe: Jane Roe");
    check("[P Tom Roe] II spoke. [P Roe] left.", "P Tom Roe II: Tom Roe II, Roe");
    check("[P Tom Roe] Jr. spoke. [P Roe] left.", "P Tom Roe Jr.: Tom Roe Jr., Roe");
    check("[P JANE ROE KC] left.", "P JANE ROE KC: JANE ROE KC");
    check("[O the Foreign Ministry] spoke.", "O Foreign Ministry: Foreign Ministry");
}

#[test]
fn acronyms_find_their_name() {
    check(
        "The [O United Nations] met. The [O U.N.] voted. The [L United States] left; the [L U.S.] lost.",
        "O United Nations: United Nations, U.N. | L United States: United States, U.S.",
    );
    check(
        "The [O Federal Bureau of Investigation] met. [O FBI] agents left.",
        "O Federal Bureau of Investigation: Federal Bureau of Investigation, FBI",
    );
    check(
        "The [O DOJ] met. The [O Department of Justice] left.",
        "O Department of Justice: DOJ, Department of Justice",
    );
    check(
        "The [O European Central Bank] ([O ECB]) met.",
        "O European Central Bank: European Central Bank, ECB",
    );
    check("The [O ADV] ([O Agence de Voyage]) met.", "O Agence de Voyage: ADV, Agence de Voyage");
    check("[M Wire Explorer 6] won. [M WE6] lost.", "M Wire Explorer 6: Wire Explorer 6, WE6");
}

#[test]
fn organisations_go_by_a_part_of_their_name() {
    check(
        "The [O Russian Foreign Ministry] met. The [O Foreign Ministry] left. The [O Ministry] won.",
        "O Russian Foreign Ministry: Russian Foreign Ministry, Foreign Ministry, Ministry",
    );
    check("[O Acme Corp.] grew. [O Acme] fell.", "O Acme Corp.: Acme Corp., Acme");
    check("[O Roe Sachs] grew. [O Roe] fell.", "O Roe Sachs: Roe Sachs, Roe");
    check(
        "[O Civic Corps of Ohio] grew. [O Civic Corps] fell.",
        "O Civic Corps of Ohio: Civic Corps of Ohio, Civic Corps",
    );
    check(
        "[O University of Ohio] grew. [L Ohio] fell.",
        "O University of Ohio: University of Ohio | L Ohio: Ohio",
    );
    check(
        "[O Food Board of Ohio and Utah] grew. [O Food Board Ohio Utah] fell.",
        "O Food Board of Ohio and Utah: Food Board of Ohio and Utah, Food Board Ohio Utah",
    );
    check("The [L Republic of Ohio] grew. [L Ohio] fell.", "L Republic of Ohio: Republic of Ohio, Ohio");
    check(
        "[L Hong Kong] grew. [L Hong Kong Island] fell.",
        "L Hong Kong: Hong Kong | L Hong Kong Island: Hong Kong Island",
    );
    check(
        "[O New People's Party] grew. [O New People Party] fell.",
        "O New People's Party: New People's Party, New People Party",
    );
}

#[test]
fn peoples_are_not_their_countries() {
    check("[L China] grew. [M Chinese] officials left.", "L China: China | M Chinese: Chinese");
    check("[L North Korea] met. The [L North] left.", "L North Korea: North Korea, North");
}

#[test]
fn headlines_are_folded() {
    check("[P ROE] WINS\n[P Jane Roe] won.", "P Jane Roe: ROE, Jane Roe");
    check("[P JANE ROE] WINS\n[P Jane Roe] won.", "P Jane Roe: JANE ROE, Jane Roe");
}

#[test]
fn types_keep_things_apart_but_not_people() {
    check("[O Kent] won. [L Kent] was dry. [O Kent] won again.", "O Kent: Kent, Kent | L Kent: Kent");
    check("[O Roe] won. [P Jane Roe] left.", "P Jane Roe: Roe, Jane Roe");
    check(
        "[P Valerie Paris] came to [L Paris]. [P Paris] left.",
        "P Valerie Paris: Valerie Paris, Paris | L Paris: Paris",
    );
}

#[test]
fn pronouns_find_their_person() {
    check("[P Jane Roe] came. She spoke.", "P Jane Roe: Jane Roe, She");
    check("[P Jane Roe] met [P John Doe]. He spoke.", "P Jane Roe: Jane Roe | P John Doe: John Doe, He");
    check("[P Wen Li] said he would left.", "P Wen Li: Wen Li, he");
}

#[test]
fn noun_phrases_find_what_they_call() {
    check(
        "[P Wang Yi], the foreign minister, met [P Jane Roe]. The minister left.",
        "P Wang Yi: Wang Yi, The minister | P Jane Roe: Jane Roe",
    );
    check(
        "Foreign Minister [P Wang Yi] met [P Jane Roe]. The foreign minister left.",
        "P Wang Yi: Wang Yi, The foreign minister | P Jane Roe: Jane Roe",
    );
    check(
        "[P Jane Roe] met the foreign minister, [P Wang Yi]. Roe left.",
        "P Jane Roe: Jane Roe | P Wang Yi: the foreign minister, Wang Yi",
    );
    check(
        "[P Ann Doe] is a doctor. [P Dan Roe] spoke to the doctor.",
        "P Ann Doe: Ann Doe, the doctor | P Dan Roe: Dan Roe",
    );
    check(
        "The [O Foreign Ministry] met [P Ann Doe]. The ministry said no.",
        "O Foreign Ministry: Foreign Ministry, The ministry | P Ann Doe: Ann Doe",
    );
}

/// At these sizes what is quadratic takes minutes.
#[test]
fn hostile_input_comes_to_an_end() {
    for unit in [
        "[P Roe] ",
        "[P Jane Roe], a doctor, and [P Roe] said he. ",
        "[O A B C D E F G H] ",
        "[O AB] ([O Ax Bx]) ",
        "the ",
        "he ",
        "his ",
        "the man 's ",
        "it is ",
        "old ",
        "[L the] ",
        "[P Mr.] ",
        "[M ’s] ",
        "[O -] ",
        "a man, ",
        "[P Aa Bb] and ",
        "[P Aa Bb], a sister of ",
        "[P Aa] \"[P Bb]\" ",
        "[P Aa Bb] was born ",
        "[P van der Roe] met [P Aa van der Roe]. ",
        "[M German] [P Roe] ",
        "[L Aa Bb] [P Aa] [P Tom al-Roe] [O al-Roe] ",
        "the elder [P Roe] ",
    ] {
        let case = case(&unit.repeat(1 << 13));
        let found = found(&case);
        assert!(found.iter().all(|entity| !entity.mentions.is_empty() && !entity.name.is_empty()), "{unit}");
    }
    let many: String =
        (0..1 << 13).map(|at| format!("[P A{at} Roe] met [O B{at} Roe Roe]. He left. ")).collect();
    assert!(!found(&case(&many)).is_empty());
}

#[test]
fn weights_are_read_as_they_were_written() {
    let weights = Weights::embedded();
    assert!(weights.0.iter().filter(|weight| **weight != 0.0).count() > 200);
    assert_eq!(&Weights::from_json(&weights.to_json()).unwrap(), weights);
}

#[test]
fn a_surname_is_nobodys_relative_before_the_relative_is_named() {
    check(
        "[P Doe] lost. His brother, [P Luis Doe], spoke. [P Doe] left.",
        "P Doe: Doe, His, Doe | P Luis Doe: His brother, Luis Doe",
    );
    check("[P Doe] lost. [P Ann Doe], the mayor’s wife, spoke.", "P Doe: Doe | P Ann Doe: Ann Doe");
    // Nobody else has the name; or it is said who is meant.
    check("His son [P Luis Doe] spoke. [P Doe] left.", "P Luis Doe: Luis Doe, Doe");
    check(
        "[P Doe] lost. His wife, [P Ann Doe], spoke. [P Mrs. Doe] left.",
        "P Doe: Doe, His | P Ann Doe: His wife, Ann Doe, Doe",
    );
    check("[P Doe] lost. [P Ann Doe], a judge, spoke.", "P Ann Doe: Doe, Ann Doe");
}

#[test]
fn a_surname_is_nobodys_where_it_may_be_a_relatives() {
    check(
        "[P Tom Doe]’s mother, [P Ann Doe], spoke. [P Doe] left.",
        "P Tom Doe: Tom Doe | P Ann Doe: Tom Doe’s mother, Ann Doe | P Doe: Doe",
    );
    check(
        "[P Tom Doe], whose brother [P Al Doe] died, spoke. [P Doe] left.",
        "P Tom Doe: Tom Doe | P Al Doe: Al Doe | P Doe: Doe",
    );
    check(
        "[P Tom Doe] spoke. [P Doe] left. [P Doe] won. His wife, [P Ann Doe], spoke. [P Doe] left.",
        "P Tom Doe: Tom Doe, Doe, Doe, His, Doe | P Ann Doe: His wife, Ann Doe",
    );
}

#[test]
fn a_title_keeps_a_surname_from_a_person_of_the_other_gender() {
    check(
        "President [P Roe] won. Mr. [P Roe] spoke. Mr. [P Roe] left. [P Jane Roe] stayed.",
        "P Roe: Roe, Roe, Roe | P Jane Roe: Jane Roe",
    );
    check("[P Tom Roe] won. Mrs. [P Roe] spoke.", "P Tom Roe: Tom Roe | P Roe: Roe");
    check("Polls miss [P Roe]. [P Tom Roe] left.", "P Tom Roe: Roe, Tom Roe");
}

#[test]
fn a_relative_who_is_only_spoken_of_does_not_take_the_surname() {
    check(
        "[P Robert Doe] fell on Monday. His father, [P Frank Doe], left. Mr. [P Doe] won.",
        "P Robert Doe: Robert Doe, His | P Frank Doe: His father, Frank Doe | P Doe: Doe",
    );
    check(
        "[P Donald Doe] met his son, [P Eric Doe], on Monday. Mr. [P Doe] won.",
        "P Donald Doe: Donald Doe, his, Doe | P Eric Doe: his son, Eric Doe",
    );
    check(
        "[P Chan Kwok-wai] met his son, [P Chan Tsz-him]. The elder [P Chan] left. The younger [P Chan] won.",
        "P Chan Kwok-wai: Chan Kwok-wai, his, Chan | P Chan Tsz-him: his son, Chan Tsz-him, Chan",
    );
}

#[test]
fn an_office_tells_who_of_one_surname_is_meant() {
    check(
        "Sen. [P Ann Doe] met Rep. [P Lou Doe]. Senator [P Doe] left. Rep. [P Doe] won.",
        "P Ann Doe: Ann Doe, Doe | P Lou Doe: Lou Doe, Doe",
    );
}

#[test]
fn organs_of_two_countries_are_two() {
    check(
        "[L Norland]'s [O Defense Ministry] met. [L Sudland]'s [O Defense Ministry] left.",
        "L Norland: Norland | O Norland's Defense Ministry: Defense Ministry | L Sudland: Sudland | O Sudland's \
         Defense Ministry: Defense Ministry",
    );
    check(
        "[L Japan]'s [O Foreign Ministry] met. The [O Japanese Foreign Ministry] left. The [O Foreign Ministry] won.",
        "L Japan: Japan | O Japanese Foreign Ministry: Foreign Ministry, Japanese Foreign Ministry, Foreign Ministry",
    );
}

#[test]
fn a_company_goes_by_the_name_before_its_trade() {
    check("[O Roe Savings Bank] grew. [O Roe] fell.", "O Roe Savings Bank: Roe Savings Bank, Roe");
    check(
        "[O Roe ASA] grew. [P Tom Roe] left. [P Roe] shares fell.",
        "O Roe ASA: Roe ASA, Roe | P Tom Roe: Tom Roe",
    );
    check("[O Roe Steel Corp.] grew. [P Roe] fell.", "O Roe Steel Corp.: Roe Steel Corp., Roe");
    check("[O Roe Steel Corp.] grew. Mr. [P Roe] fell.", "O Roe Steel Corp.: Roe Steel Corp. | P Roe: Roe");
}

#[test]
fn abbreviations_of_other_languages_find_their_name() {
    check(
        "The [O National Liberation Army], or [O ELN], left. The [O ELN] won.",
        "O National Liberation Army: National Liberation Army, ELN, ELN",
    );
    check(
        "The [O Dayton Rockets] ([O NBA]) won. The [O NBA] met.",
        "O Dayton Rockets: Dayton Rockets | O NBA: NBA, NBA",
    );
    check(
        "The [O Centers for Disease Control and Prevention] met. The [O C.D.C.] left.",
        "O Centers for Disease Control and Prevention: Centers for Disease Control and Prevention, C.D.C.",
    );
}

#[test]
fn a_town_that_plays_is_its_team() {
    check(
        "The [O Dallas Cowboys] lost in [L Dallas]. [O Dallas] fell again.",
        "O Dallas Cowboys: Dallas Cowboys, Dallas | L Dallas: Dallas",
    );
    check(
        "[O Leeds City] met [O Leeds United]. [O United] won. [O City] lost.",
        "O Leeds City: Leeds City, City | O Leeds United: Leeds United, United",
    );
    check("The [O Boston Times] won. [O Boston] fell.", "O Boston Times: Boston Times | O Boston: Boston");
}

#[test]
fn him_is_not_who_acts_on_him() {
    let linked = |marked: &str| {
        let case = case(marked);
        let him = |m: &&Mention| case.text.slice(m.span) == "him";
        found(&case)
            .iter()
            .filter(|entity| entity.mentions.iter().any(|m| him(&m)))
            .map(|e| e.name.clone())
            .collect::<Vec<_>>()
    };
    assert!(!linked("[P Tom Roe] left. [P Dan Doe] spoke against him.").contains(&"Dan Doe".to_owned()));
    assert!(!linked("[P Tom Roe] left. [P Dan Doe], a doctor, met him.").contains(&"Dan Doe".to_owned()));
}

#[test]
fn an_office_of_men_does_not_make_a_man() {
    check("Chairman [P Ann Roe] spoke. Mrs. [P Roe] left.", "P Ann Roe: Ann Roe, Roe");
}

#[test]
fn who_is_met_or_whose_sister_is_named_is_another() {
    check(
        "[P Tom Roe] left. [P Ann Roe] came. [P Tom] met [P Roe].",
        "P Tom Roe: Tom Roe, Tom | P Ann Roe: Ann Roe, Roe",
    );
    check(
        "[P Tom Roe] left. [P Roe] came. [P Ann Roe], a sister of [P Roe], won.",
        "P Tom Roe: Tom Roe, Roe, Roe | P Ann Roe: Ann Roe",
    );
}

#[test]
fn a_child_with_the_fathers_name_behind_is_not_the_father() {
    check(
        "[P Anwar Doe] left. [P Joy Anwar], a daughter, spoke. [P Anwar] won.",
        "P Anwar Doe: Anwar Doe, Anwar | P Joy Anwar: Joy Anwar",
    );
    check(
        "[P Joy Anwar], daughter of [P Anwar Doe], spoke. [P Anwar] won.",
        "P Joy Anwar: Joy Anwar | P Anwar Doe: Anwar Doe, Anwar",
    );
}

#[test]
fn surnames_of_several_words_are_surnames() {
    check(
        "[P Tom van der Roe] left. [P Ann van der Roe] came. Mrs. [P van der Roe] won.",
        "P Tom van der Roe: Tom van der Roe | P Ann van der Roe: Ann van der Roe, van der Roe",
    );
    check(
        "[P Tom van der Roe] left. Mrs. [P van der Roe] won.",
        "P Tom van der Roe: Tom van der Roe | P van der Roe: van der Roe",
    );
}

#[test]
fn the_elder_is_not_the_younger() {
    check(
        "[P Tom Roe] met [P Al Roe]. The elder [P Roe] left. The younger [P Roe] won.",
        "P Tom Roe: Tom Roe | P Al Roe: Al Roe | P Roe: Roe | P Roe: Roe",
    );
}

#[test]
fn nicknames_in_quotation_marks_are_in_the_name() {
    check(
        "[P Mary] \"[P Pip]\" [P Roe] left. [P Al Roe] came. [P Pip] won.",
        "P Mary \"Pip\" Roe: Mary \"Pip\" Roe, Pip | P Al Roe: Al Roe",
    );
    check("[P Mary Roe] said \"no\" to [P Al].", "P Mary Roe: Mary Roe | P Al: Al");
}

#[test]
fn what_the_article_calls_people_is_people() {
    check("[O Queen Jane] left. [P Jane] won.", "P Jane: Queen Jane, Jane");
    check("[L Jane Roe] left. [P Roe] won.", "P Jane Roe: Jane Roe, Roe");
    check("[P Roe] won in [L Jane Roe].", "P Roe: Roe | L Jane Roe: Jane Roe");
    check("[L Lake Roe] is big. [P Roe] won.", "L Lake Roe: Lake Roe | P Roe: Roe");
    check("[P Tom al-Roe] left. [O Al-Roe] won.", "P Tom al-Roe: Tom al-Roe, Al-Roe");
}

#[test]
fn a_nationality_may_be_a_given_name() {
    check(
        "[P Freddy Roe] left. His brother [M German] [P Roe] came.",
        "P Freddy Roe: Freddy Roe, His | P German Roe: German Roe",
    );
    check("The [M German] [P Roe] came.", "M German: German | P Roe: Roe");
}

#[test]
fn companies_named_like_people() {
    check("[P Tom Roe SpA] grew. [P Tom Roe] left.", "O Tom Roe SpA: Tom Roe SpA | P Tom Roe: Tom Roe");
    check(
        "[O Roe Motors] grew. [P Roe] won. [P Tom Roe] left. [P Roe] came.",
        "O Roe Motors: Roe Motors, Roe | P Tom Roe: Tom Roe, Roe",
    );
    check(
        "[P Tom Roe] left [O Roe Holding]. [P Roe] fell 3 percent.",
        "P Tom Roe: Tom Roe | O Roe Holding: Roe Holding, Roe",
    );
}

#[test]
fn the_town_before_an_article_is_no_team() {
    check("[O DALLAS] - The [O Dallas Cowboys] left.", "L DALLAS: DALLAS | O Dallas Cowboys: Dallas Cowboys");
}

/// `rows` have an article, a pronoun in it, and the name of whom it is linked to.
#[track_caller]
fn check_pronouns(rows: &[[&str; 3]]) {
    for [marked, pronoun, name] in rows {
        let case = case(marked);
        let is_it = |m: &Mention| case.text.slice(m.span) == *pronoun && m.form == Form::Pronoun;
        let found = found(&case).into_iter().find(|entity| entity.mentions.iter().any(is_it));
        assert_eq!(found.map(|entity| entity.name).as_deref(), Some(*name), "{marked}");
    }
}

#[test]
fn he_is_mostly_who_acts_before() {
    check_pronouns(&[
        ["[P Tom Roe] left his car. [P Dan Doe] of the union said he was new.", "he", "Dan Doe"],
        ["[P Tom Roe] left his car. [P Dan Doe] of women and the church said he was new.", "he", "Dan Doe"],
        ["[P Tom Roe] left his car. [P Dan Doe], a doctor, left, and he fell.", "he", "Dan Doe"],
        ["[P Dan Doe] said no. [P Tom Roe]’s wife said he was old.", "he", "Tom Roe"],
        ["[P Dan Doe] left. [P Tom Roe] is behind him.", "him", "Dan Doe"],
        ["[P Dan Doe] left. [P Tom Roe] spoke with him.", "him", "Dan Doe"],
        ["[P Dan Doe] saw [P Tom Roe] and his wife.", "his", "Tom Roe"],
        ["[P Tom Roe] left. [P Ed Poe] left. “He won,” [P Dan Doe] said of [P Roe].", "He", "Tom Roe"],
    ]);
}

#[test]
fn his_is_mostly_who_acts_in_the_clause() {
    check_pronouns(&[
        ["Coach [P Tom Roe] said that [P Dan Doe] was in his car.", "his", "Dan Doe"],
        ["[P Tom Roe] met [P Dan Doe], who left his car.", "his", "Dan Doe"],
        ["[P Tom Roe] left. “[P Roe] is new,” [P Dan Doe] said in his column.", "his", "Dan Doe"],
        ["[P Dan Doe] blamed [P Tom Roe] for his fall.", "his", "Tom Roe"],
        ["[P Ann Roe] spoke. [P Ann Doe], her lawyer, left.", "her", "Ann Roe"],
        ["[P Ann Roe] spoke. [P Ann Doe] is her lawyer.", "her", "Ann Roe"],
        ["[P Tom Roe] met [P Dan Doe] and saw him.", "him", "Dan Doe"],
        ["[P Ann Roe] spoke. [P Ann Doe] met her last year.", "her", "Ann Roe"],
        ["“He was new,” said [P Dan Doe]. He left.", "He", "Dan Doe"],
    ]);
}

#[test]
fn a_sentence_ends_a_name() {
    check("They met [P Tom Ueda. Ueda] left.", "P Tom Ueda: Tom Ueda, Ueda");
    check("[P Smt. Jane Roe] left.", "P Jane Roe: Smt. Jane Roe");
}

#[test]
fn a_surname_is_whose_it_was_so_far() {
    check(
        "[P Linda Roe] spoke. [P Josh] left. [P Roe] said no. [P Josh Roe] came.",
        "P Linda Roe: Linda Roe, Roe | P Josh Roe: Josh, Josh Roe",
    );
    check(
        "[P Rose Doe] spoke. [P Rose] left. [P Edward Rose] came.",
        "P Rose Doe: Rose Doe, Rose | P Edward Rose: Edward Rose",
    );
    check(
        "Dr. [P Ann Nair-Cole] met [P Tom Cole]. [P Cole] left.",
        "P Ann Nair-Cole: Ann Nair-Cole | P Tom Cole: Tom Cole, Cole",
    );
    check(
        "[P R. Roe] came. [P Roe]'s wife, [P Rita Roe], left.",
        "P R. Roe: R. Roe, Roe | P Rita Roe: Roe's wife, Rita Roe",
    );
}

#[test]
fn a_body_is_nobody() {
    check("The airline, [P Veltara], fell. [P Veltara] lost.", "O Veltara: The airline, Veltara, Veltara");
    check("The captain of the team, [P Roe], left. [P Roe] lost.", "P Roe: Roe, Roe");
}

#[test]
fn a_storm_is_not_who_has_its_name() {
    check(
        "[M Hurricane Ida] grew. [P Ida Roe] left. [P Ida] fell.",
        "M Hurricane Ida: Hurricane Ida, Ida | P Ida Roe: Ida Roe",
    );
}

#[test]
fn a_name_may_be_a_word() {
    check("[P Luke May] fell. May will spoke.", "P Luke May: Luke May, May");
    check("[P Luke May] fell in June. May is new.", "P Luke May: Luke May, May");
    check("[P Luke May] fell. May they came.", "P Luke May: Luke May");
}

#[test]
fn what_stands_in_brackets_is_short_for_it() {
    check("The [O Kuomintang] ([O KMT]) won. The [O KMT] left.", "O Kuomintang: Kuomintang, KMT, KMT");
    check(
        "The [O Water and Power Authority] ([O Wapa]) won. [O Wapa] left.",
        "O Water and Power Authority: Water and Power Authority, Wapa, Wapa",
    );
    check("[O Law and Justice] ([O PiS]) won. [O PiS] left.", "O Law and Justice: Law and Justice, PiS, PiS");
}

#[test]
fn an_office_is_not_its_deputy() {
    check("Deputy Mayor [P Tom Roe] came. The mayor left.", "P Tom Roe: Tom Roe");
    check("[P Tom Roe], the king’s brother, came. The king left.", "P Tom Roe: Tom Roe");
    check(
        "Coach [P Tom Roe] of [L Iowa] met Coach [P Dan Doe] of [L Ohio]. The [L Iowa] coach left.",
        "P Tom Roe: Tom Roe, The Iowa coach | L Iowa: Iowa, Iowa | P Dan Doe: Dan Doe | L Ohio: Ohio",
    );
}

#[test]
fn the_only_one_called_so_is_the_one() {
    check(
        "Senator [P Tom Roe] and [P Dan Doe] met. The senator said no. The coach left.",
        "P Tom Roe: Tom Roe, The senator | P Dan Doe: Dan Doe",
    );
    check(
        "The governor of [L Jenin], [P Tom Roe], left. [P Dan Doe] came. The governor said no.",
        "P Tom Roe: The governor, Tom Roe, The governor | L Jenin: Jenin | P Dan Doe: Dan Doe",
    );
    check("The winner was [P Ann Roe]. She left.", "P Ann Roe: The winner, Ann Roe, She");
    check(
        "[P Tom Roe] and his wife, [P Ann Doe], came. [P Dan Poe] left. His wife said no. Her husband left.",
        "P Tom Roe: Tom Roe, his, Her husband | P Ann Doe: his wife, Ann Doe, His wife, Her | P Dan Poe: Dan Poe, His",
    );
    check("A judge said no.\nJudge [P Tom Roe] was new.\nThe coach left.", "P Tom Roe: A judge, Tom Roe");
    check(
        "[P Dan Doe] left. [P Tom Roe], for his part, said no.",
        "P Dan Doe: Dan Doe | P Tom Roe: Tom Roe, his",
    );
}

#[test]
fn initials_may_leave_words_out() {
    check(
        "The [O Minnesota Department of Natural Resources] met. The [O DNR] left.",
        "O Minnesota Department of Natural Resources: Minnesota Department of Natural Resources, DNR",
    );
    check("[O M&S] met. [O Marks & Spencer] left.", "O Marks & Spencer: M&S, Marks & Spencer");
    check(
        "The [L International Space Station] grew. The [O ISS] fell.",
        "L International Space Station: International Space Station, ISS",
    );
    check(
        "[O Doctors Without Borders], known by its [M French] initials, [O MSF], left.",
        "O Doctors Without Borders: Doctors Without Borders, MSF | M French: French",
    );
}

#[test]
fn places_and_clubs_go_by_a_part_of_their_name() {
    check("[L Rufaro Stadium] grew. [L Rufaro] fell.", "L Rufaro Stadium: Rufaro Stadium, Rufaro");
    check("[L Mount Hagen] grew. [L Hagen] fell.", "L Mount Hagen: Mount Hagen, Hagen");
    check(
        "[O Rift Pipes Limited] grew. [O Rift Pipes] fell.",
        "O Rift Pipes Limited: Rift Pipes Limited, Rift Pipes",
    );
    check("[O Hale University] met. [P Hale] lost.", "O Hale University: Hale University, Hale");
}

#[test]
fn storms_ships_and_languages_are_neither_people_nor_places() {
    check(
        "Tropical Storm [P Nadine] grew. [P Nadine] fell.",
        "M Tropical Storm Nadine: Tropical Storm Nadine, Nadine",
    );
    check("Storm [P Lake] grew.", "P Lake: Lake");
    check(
        "They left the MV [L Santa Elena]. The [L Santa Elena] fell.",
        "M MV Santa Elena: MV Santa Elena, Santa Elena",
    );
    check(
        "[P Ann Roe] said no in [L Hausa]. They met in [L Paris].",
        "P Ann Roe: Ann Roe | M Hausa: Hausa | L Paris: Paris",
    );
}

#[test]
fn what_the_article_says_of_a_name_tells_its_type() {
    check("[P Veltis], which is new, fell. [P Veltis] lost.", "O Veltis: Veltis, Veltis");
    check("Shares of [P Veltis] fell. The coach of [L Veltis] left.", "O Veltis: Veltis, Veltis");
    check("[P Veltis Luft], the German airline, fell.", "O Veltis Luft: Veltis Luft");
    check("[P Veltis Ano Luft] ([O VAL]) fell.", "O Veltis Ano Luft: Veltis Ano Luft, VAL");
    check("[P Roe], which is why he left, lost.", "P Roe: Roe, he");
    check("[P Roe], a company director, left. Shares of [P Roe] fell.", "O Roe: Roe, Roe");
    check("Shares of [P Roe] fell. [P Tom Roe] left.", "P Tom Roe: Roe, Tom Roe");
}

#[test]
fn shops_keep_their_apostrophe() {
    check("They met at [P Kohl]'s. [P Kohl]'s has left.", "O Kohl's: Kohl's, Kohl's");
    check("They met at [O Gorm]'s. [P Gorm]'s has left.", "O Gorm's: Gorm's, Gorm's");
    check("They met [P Kohl]'s party.", "P Kohl: Kohl");
    check("They met at [P Roe]'s house.", "P Roe: Roe");
}

#[test]
fn roads_and_units_have_their_number() {
    check("They left on State Highway 35 in snow.", "L State Highway 35: State Highway 35");
    check("The 10th [O Mountain Division] left.", "O 10th Mountain Division: 10th Mountain Division");
    check("The 10th [O Foods Company] left.", "O Foods Company: Foods Company");
}

#[test]
fn initials_that_the_reader_missed() {
    check(
        "The [O World Health Organization] met. Aides of WHO left.",
        "O World Health Organization: World Health Organization, WHO",
    );
    check(
        "The [O Ministry of Defence] met the MoD aides.",
        "O Ministry of Defence: Ministry of Defence, MoD",
    );
    check(
        "The [O National Hazard Agency] ([O BNPB]) met.",
        "O National Hazard Agency: National Hazard Agency, BNPB",
    );
}

#[test]
fn who_speaks_in_a_transcript() {
    check("[P Anna Roe] came.\n[L ROE]: Hello there.\nROE: Yes.", "P Anna Roe: Anna Roe, ROE, ROE");
}

#[test]
fn clauses_ages_and_deeds_call_people() {
    check(
        "[P Tom Roe], who is mayor of [L Ely], met [P Dan Doe]. The mayor left.",
        "P Tom Roe: Tom Roe, The mayor | L Ely: Ely | P Dan Doe: Dan Doe",
    );
    check(
        "[P Tom Roe], 42, met [P Dan Doe], 30. The 42-year-old left.",
        "P Tom Roe: Tom Roe, The 42-year-old | P Dan Doe: Dan Doe",
    );
    check(
        "[P Tom Roe], who chairs [O Acme], met [P Dan Doe]. The chairman left.",
        "P Tom Roe: Tom Roe, The chairman | O Acme: Acme | P Dan Doe: Dan Doe",
    );
    check(
        "Lt. [P Ann Roe] met [P Dan Doe]. The lieutenant left.",
        "P Ann Roe: Ann Roe, The lieutenant | P Dan Doe: Dan Doe",
    );
    check(
        "The coroner, [P Ann Roe], met [P Dan Doe]. The coroner left.",
        "P Ann Roe: The coroner, Ann Roe, The coroner | P Dan Doe: Dan Doe",
    );
}

#[test]
fn an_epithet_is_who_alone_was_spoken_of() {
    check("[P Ann Roe] won. The biologist left.", "P Ann Roe: Ann Roe, The biologist");
    check("[P Ann Roe] won. The judge left.", "P Ann Roe: Ann Roe");
    check("[P Ann Roe] met [P Dan Doe]. The singer left.", "P Ann Roe: Ann Roe | P Dan Doe: Dan Doe");
    check("Coach [P Ann Roe] won. The striker left.", "P Ann Roe: Ann Roe");
    check("[O Acme] grew. The company left.", "O Acme: Acme, The company");
    check("[O Acme] met [O Veltis]. The company left.", "O Acme: Acme | O Veltis: Veltis");
}

#[test]
fn somebody_new_is_who_goes_on() {
    let linked = |marked: &str| {
        let case = case(marked);
        let he = |m: &Mention| case.text.slice(m.span) == "He";
        found(&case).iter().any(|entity| entity.mentions.iter().any(he))
    };
    assert!(!linked("[P Tom Roe] left.\nA soldier met [P Tom Roe] in the street. He spoke."));
    check_pronouns(&[
        ["[P Tom Roe] left. [P Dan Doe] told reporters that he was new.", "he", "Dan Doe"],
        ["[P Tom Roe] left. [P Dan Doe] spoke beside him.", "him", "Tom Roe"],
        ["[P Ann Roe] spoke. [P Lou Doe], her shadow, left.", "her", "Ann Roe"],
    ]);
}

#[test]
fn the_words_beside_a_name_tell_of_organisations() {
    check("Analysts at [L Veltis] left. [L Veltis] fell.", "O Veltis: Veltis, Veltis");
    check("[L Colombo] shares fell.", "L Colombo: Colombo");
    check("His [M Veltis] party won.", "O Veltis: Veltis");
    check("Her [M Diwali] party was new.", "M Diwali: Diwali");
    check("They told the [P Veltis].", "O Veltis: Veltis");
    check("They told [P Roe].", "P Roe: Roe");
    check("They told [L Veltis].", "O Veltis: Veltis");
    check("[P Veltis] leader [P Ann Roe] left.", "O Veltis: Veltis | P Ann Roe: Ann Roe");
    check("[P Veltis] aide [P Ann Roe] left.", "P Veltis: Veltis | P Ann Roe: Ann Roe");
    check("A firm called [M Veltis] fell.", "O Veltis: Veltis");
    check("German airline [P Veltis] fell.", "O Veltis: Veltis");
    check("[O Veltis] shares fell. [P Veltis] left.", "O Veltis: Veltis, Veltis");
    check(
        "The [P Ano Teachers Union] of [L Ely] left.",
        "O Ano Teachers Union: Ano Teachers Union | L Ely: Ely",
    );
}

#[test]
fn a_dateline_tells_of_a_place() {
    check("[L ANO], [L Kent] — It was old.\n[P Ano] was new.", "L ANO: ANO, Ano | L Kent: Kent");
    check("It was old in [L Ano]. [P Ano] was new.", "L Ano: Ano, Ano");
    check("It was old in [L Ano]. [P Ano], 42, was new.", "P Ano: Ano, Ano");
    check("[L ANO, Kent] — It was old.", "L ANO: ANO | L Kent: Kent");
}

#[test]
fn the_words_beside_a_name_tell_of_people_and_things() {
    check("[O Jane Roe], 44, of [L Ely], left.", "P Jane Roe: Jane Roe | L Ely: Ely");
    check("A teacher named [L Abu Roe] left.", "P Abu Roe: Abu Roe");
    check("They left the [P Ganyan] programme. [P Ganyan] is new.", "M Ganyan: Ganyan, Ganyan");
}

#[test]
fn what_readers_take_apart_is_one() {
    check("Athletics [L Kenya] left.", "O Athletics Kenya: Athletics Kenya");
    check("[O NHS] [L England] left.", "O NHS England: NHS England");
    check(
        "The [O University of Ano] at [L Ely] left.",
        "O University of Ano at Ely: University of Ano at Ely",
    );
    check("[P Ann \"Pip Poe]\" [P Roe] left.", "P Ann \"Pip Poe\" Roe: Ann \"Pip Poe\" Roe");
    check("A panel of the 5th Circuit met.", "O 5th Circuit: 5th Circuit");
}

#[test]
fn initials_in_another_order_and_peoples() {
    check(
        "The [O Jalon New Guard Cartel] left. Aides of [O CJNG] fell.",
        "O Jalon New Guard Cartel: Jalon New Guard Cartel, CJNG",
    );
    check(
        "[O BNEKL] left. The [O Bank of Northeast Kent Lords] fell.",
        "O Bank of Northeast Kent Lords: BNEKL, Bank of Northeast Kent Lords",
    );
    check("A [M Malian] left. The [M Malians] fell.", "M Malian: Malian, Malians");
    check("The [O Greens] won. The [O Green Party] left.", "O Green Party: Greens, Green Party");
    check(
        "[O Veltis Ano] fell. The [O Veltis Ano Foundation] won.",
        "O Veltis Ano: Veltis Ano | O Veltis Ano Foundation: Veltis Ano Foundation",
    );
}

#[test]
fn who_is_meant_in_clauses_apart() {
    check_pronouns(&[
        ["[P Ann Roe] spoke. [P Ann Doe] left; her show was new.", "her", "Ann Doe"],
        ["[P Tom Roe] won after [P Dan Doe], leading his race, fell.", "his", "Dan Doe"],
        ["[P Tom Roe] left. [P Dan Doe], who was once his ally, won.", "his", "Tom Roe"],
        ["[P Tom Roe] left. “I told [P Dan Doe] he won,” said [P Tom Roe].", "he", "Dan Doe"],
        ["[P Dan Doe] left. [P Tom Roe] spoke. “He won,” said [P Ed Poe] of [P Doe].", "He", "Dan Doe"],
        ["[P Tom Roe] left. It was old.\n[P Dan Doe], a guard, fell. He won.", "He", "Dan Doe"],
        ["[P Tom Roe] left.\nFor [P Dan Doe], the coach, it was new. He won.", "He", "Dan Doe"],
        ["[P Dan Doe] left. A banker, [P Tom Roe], left; his car fell.", "his", "Tom Roe"],
        ["[P Ann Doe] left. Lawyers for [P Ann Roe] left. She won.", "She", "Ann Roe"],
    ]);
    for [marked, pronoun] in [
        ["[P Tom Roe] left. In his closing speech, [P Dan Doe] spoke.", "his"],
        ["[P Tom Roe], whom he met, left.", "he"],
    ] {
        let case = case(marked);
        let is_it = |m: &Mention| case.text.slice(m.span) == pronoun && m.form == Form::Pronoun;
        assert!(!found(&case).iter().any(|entity| entity.mentions.iter().any(is_it)), "{marked}");
    }
}

#[test]
fn states_are_what_their_short_forms_with_a_stop_tell() {
    check(
        "They left [L Ely], [L Ky.], in snow. [L Kentucky] is new.",
        "L Ely: Ely | L Kentucky: Ky., Kentucky",
    );
    check("They left [L Ely, Ohio] then.", "L Ely: Ely | L Ohio: Ohio");
}

#[test]
fn peoples_and_parties_in_one_number_and_the_other() {
    check("A [M Kurdish] town grew. The [M Kurds] left.", "M Kurdish: Kurdish, Kurds");
    check("The [O Liberals] won. A [M Liberal] left.", "O Liberals: Liberals | M Liberal: Liberal");
    check("An [M Olympic] town. The [M Olympics] left.", "M Olympic: Olympic | M Olympics: Olympics");
    check("The [P Finn], 23, left. [P Tom Roe] won.", "M Finn: Finn | P Tom Roe: Tom Roe");
    check("The [P Hana] people left. [P Hana] aides won.", "M Hana: Hana, Hana");
    check("[P Tom Scot] left. The [P Scot] won.", "P Tom Scot: Tom Scot, Scot");
    check("The [L US] people left.", "L US: US");
}

#[test]
fn initials_leave_out_what_a_body_is_of() {
    check(
        "The [O Bureau of Ano, Trade, Fire and Hazards] met. [O ATF] aides left.",
        "O Bureau of Ano, Trade, Fire and Hazards: Bureau of Ano, Trade, Fire and Hazards, ATF",
    );
    check(
        "The [O Ministry of Iron and Trade] met. The [O MoIT] left.",
        "O Ministry of Iron and Trade: Ministry of Iron and Trade, MoIT",
    );
    check(
        "The [O Civic Democratic Party of Ano] met. The [O CDP] left.",
        "O Civic Democratic Party of Ano: Civic Democratic Party of Ano, CDP",
    );
    check("The [M Digital Ano Act] grew. The [O DAA] fell.", "M Digital Ano Act: Digital Ano Act, DAA");
}

#[test]
fn bodies_and_places_go_by_the_noun_of_their_kind() {
    check(
        "The [O Ministry of Labour and Sport] met. The [O Labour Ministry] left.",
        "O Ministry of Labour and Sport: Ministry of Labour and Sport, Labour Ministry",
    );
    check("They left the [L Gulf of Ano]. The [L Gulf] grew.", "L Gulf of Ano: Gulf of Ano, Gulf");
    check("The [O Ano Telegraph] said no. [O Ano] fell.", "O Ano Telegraph: Ano Telegraph | O Ano: Ano");
    check("[P Koto] won\n[O Asante Koto] won. [P Koto] left.", "O Asante Koto: Koto, Asante Koto, Koto");
    check("[P Christopher Roe] spoke. [P Chris] left.", "P Christopher Roe: Christopher Roe, Chris");
}

#[test]
fn names_without_what_only_tells_their_kind() {
    check("They told [O the Ano Herald] no.", "O Ano Herald: Ano Herald");
    check("They left the [L Ano power station].", "L Ano: Ano");
    check("The ruling [O Ano party] met. [P Ano] won.", "O Ano: Ano, Ano");
    check(
        "The [O Ghana's Finance Ministry] met.",
        "L Ghana: Ghana | O Ghana's Finance Ministry: Finance Ministry",
    );
    check("[P Det Jane Roe] left.", "P Jane Roe: Jane Roe");
}

#[test]
fn what_stands_beside_a_name_and_its_letters_tell_its_type() {
    check("[P ANUSO] said no then.", "O ANUSO: ANUSO");
    check("[L ANUSO] — It was old.", "L ANUSO: ANUSO");
    check("They met in [L ANUSO] then.", "L ANUSO: ANUSO");
    check("[L Ely] 2, [L Hythe] 1", "O Ely: Ely | O Hythe: Hythe");
    check("She has worked for [L Veltis] then.", "O Veltis: Veltis");
    check("[P Ann Roe], MP for [O Ano], left.", "P Ann Roe: Ann Roe | L Ano: Ano");
    check("[P Ann Roe], 42, of [P Ano], left.", "P Ann Roe: Ann Roe | L Ano: Ano");
    check("[P Ano Ibo] senator [P Ann Roe] left.", "L Ano Ibo: Ano Ibo | P Ann Roe: Ann Roe");
    check("They met at [L Nowruz].", "M Nowruz: Nowruz");
    check("The drug for [P Parkinson]'s disease.", "M Parkinson: Parkinson's");
    check("[L Ohio State] won.", "O Ohio State: Ohio State");
    check("[P Ano Properties] fell.", "O Ano Properties: Ano Properties");
}

#[test]
fn a_surname_is_who_the_words_behind_it_tell() {
    check(
        "[P Tom Roe] spoke. [P Ann Roe] left. [P Roe] is new. His car fell.",
        "P Tom Roe: Tom Roe, Roe, His | P Ann Roe: Ann Roe",
    );
    check(
        "[P Ann Roe] spoke. [P Tom Roe] left. [P Roe], who left the party, said she was new.",
        "P Ann Roe: Ann Roe, Roe, she | P Tom Roe: Tom Roe",
    );
    check("Sheikh [P Hasina] left. She won.", "P Hasina: Hasina, She");
}

#[test]
fn who_is_meant_where_two_act() {
    check_pronouns(&[
        ["[P Ann Roe] spoke. [P Ann Doe] then came to be her friend.", "her", "Ann Roe"],
        ["[P Tom Roe] won. [P Dan Doe] saw [P Ed Poe], who left when they met him.", "him", "Ed Poe"],
        ["[P Tom Roe] won. [P Dan Doe] left because, he said, the car fell.", "he", "Dan Doe"],
        ["[P Tom Roe] won. [P Dan Doe] left, and took the car with him.", "him", "Dan Doe"],
        ["[P Ann Roe] spoke. Her daughter, [P Ann Doe], left. She won.", "She", "Ann Doe"],
        ["[P Ann Roe] spoke. [P Ann Doe], who is new, left. She won.", "She", "Ann Doe"],
        ["[P Tom Roe] left. [P Dan Doe], 42, of [L Ely], fell when he won.", "he", "Dan Doe"],
        ["[P Tom Roe] left. They met [P Dan Doe], 42, of [P Ely], who left his car.", "his", "Dan Doe"],
    ]);
}

#[test]
fn names_that_are_known_by_themselves() {
    check("They left at Ramadan then.", "M Ramadan: Ramadan");
    check("[P Fidesz] won.", "O Fidesz: Fidesz");
    check("They told the Inquirer then.", "O Inquirer: Inquirer");
    check("[L Kent] Cricket said no.", "O Kent Cricket: Kent Cricket");
    check("[P Jane Roe] ([O Con], [O Ano]) spoke.", "P Jane Roe: Jane Roe | O Con: Con | L Ano: Ano");
    check("They met on [P Veltis Street].", "L Veltis Street: Veltis Street");
    check(
        "[O Veltis Ano Properties] grew. [P Veltis Ano] fell.",
        "O Veltis Ano Properties: Veltis Ano Properties, Veltis Ano",
    );
    check("[P Mdm Roe] spoke.", "P Roe: Roe");
}

#[test]
fn short_names_of_other_languages_find_their_name() {
    check("The [O Law and Justice] met. [O PiS] won.", "O Law and Justice: Law and Justice, PiS");
    check("The [O US Ano Survey] met. The [O USAS] left.", "O US Ano Survey: US Ano Survey, USAS");
    check("The [L Ano River] grew. The [L Ano] fell.", "L Ano River: Ano River, Ano");
}

#[test]
fn who_asks_is_another() {
    check_pronouns(&[
        ["[P Tom Roe] left. [P Dan Doe] asked that he be told.", "he", "Tom Roe"],
        ["[P Ann Roe] left. [P Ann Doe] asked why she left.", "she", "Ann Roe"],
    ]);
}

#[test]
fn fellows_in_a_list_tell_what_a_name_is() {
    check(
        "Rain fell in [L Zarkov], [L Velm], [P Ang Thongo] and [L Ostrel].",
        "L Zarkov: Zarkov | L Velm: Velm | L Ang Thongo: Ang Thongo | L Ostrel: Ostrel",
    );
    // Who stands behind places is no place.
    check(
        "They met in [L Zarkov], [L Velm] and [P Jane Roe].",
        "L Zarkov: Zarkov | L Velm: Velm | P Jane Roe: Jane Roe",
    );
}

#[test]
fn last_words_and_offices_tell() {
    check("The [O Veltis Power Plant] left.", "L Veltis Power Plant: Veltis Power Plant");
    check("The [O Ely Deputy Ruler] spoke.", "O Ely: Ely");
    check("The Municipal Chief Executive ([O MCE]) left. The [O MCE] spoke.", "");
    check("The unmanned aerial systems ([O UAS]) fell.", "M UAS: UAS");
    check("The Royal Veltic Police ([O RVP]) left.", "O RVP: RVP");
}

#[test]
fn agencies_stand_behind_towns() {
    check("[L ELY] ([L Zarkov]) - The mayor left.", "L ELY: ELY | O Zarkov: Zarkov");
    check("[L Roe], 42, left ([L Velm]).", "L Roe: Roe | L Velm: Velm");
}

#[test]
fn ships_wards_and_tribes() {
    check("The tanker [O Velm Star] left. The [O Velm Star] grew.", "M Velm Star: Velm Star, Velm Star");
    check("The [P Zarkov] ward fell.", "L Zarkov: Zarkov");
    check("Oromo dancers came.", "M Oromo: Oromo");
}

#[test]
fn headings_run_on() {
    check(
        "[M Zarkov Signs Velm Bill Letting People Stay]\n[P Jane Zarkov] spoke in [L Velm].",
        "P Jane Zarkov: Zarkov, Jane Zarkov | L Velm: Velm, Velm",
    );
}

#[test]
fn men_may_have_womens_names() {
    check(
        "[P Kirsty Zarkov] left. [P Hilary Zarkov] spoke. Mr [P Zarkov] won.",
        "P Kirsty Zarkov: Kirsty Zarkov | P Hilary Zarkov: Hilary Zarkov, Zarkov",
    );
}

#[test]
fn initials_are_those_of_their_own_body() {
    check("[O KMT] won. The [O Kuomintang] ([O KMT]) left.", "O Kuomintang: KMT, Kuomintang, KMT");
    check(
        "The [O Swiss People's Party] ([O SVP]) won. The [O ÖVP] fell.",
        "O Swiss People's Party: Swiss People's Party, SVP | O ÖVP: ÖVP",
    );
}

#[test]
fn letters_written_apart() {
    check(
        "The [P U. S.] and the [P U. K.] met [O U. N.] aides. The [L United States] came.",
        "L United States: U. S., United States | L U. K.: U. K. | O U. N.: U. N.",
    );
    check("Aides met J. [P R. Roe] there.", "P J. R. Roe: J. R. Roe");
    check("They left with Mr. [P R. Roe] there.", "P R. Roe: R. Roe");
}

#[test]
fn what_is_written_like_a_name() {
    check("[O TB] spread in [L Ely]. [O MSF] said so.", "M TB: TB | L Ely: Ely | O MSF: MSF");
    check("They owed [M R50bn] on [M Friday]. [M Good Friday] is near.", "M Good Friday: Good Friday");
    check("The [P RM2] fell.", "P RM2: RM2");
}

#[test]
fn worlds() {
    check(
        "The moon [M Velta] is far. [O Velta] shone. [P Tom Velt] left.",
        "L Velta: Velta, Velta | P Tom Velt: Tom Velt",
    );
    check("[O Mars] is near [L Earth].", "L Mars: Mars | L Earth: Earth");
    check("[O Mars] sells sweets.", "O Mars: Mars");
}

#[test]
fn two_names_in_one() {
    check("They met at [L Berlin's Roe Square].", "L Berlin: Berlin | L Roe Square: Roe Square");
    check("They met at [L Queen's Park].", "L Queen's Park: Queen's Park");
    check(
        "[O Veltis] grew. [O Veltis's Nova Plant] grew.",
        "O Veltis: Veltis, Veltis | L Nova Plant: Nova Plant",
    );
    check(
        "Aides met [O Veltis Trade Union Jane Doe] there.",
        "O Veltis Trade Union: Veltis Trade Union | P Jane Doe: Jane Doe",
    );
    check("Aides met [P Russian Jane Doe] there.", "M Russian: Russian | P Jane Doe: Jane Doe");
}

#[test]
fn bodies_by_their_last_word() {
    check("The [M Velta Space Agency] grew.", "O Velta Space Agency: Velta Space Agency");
    check("The [L Veltic Senate] met.", "O Veltic Senate: Veltic Senate");
    check("They met [P Maj-Gen Tom Doe].", "P Tom Doe: Tom Doe");
}

#[test]
fn what_a_name_is_most_often() {
    check("[O Veltis] grew. Aides left [M Veltis]. [O Veltis] fell.", "O Veltis: Veltis, Veltis, Veltis");
    check("[O Veltis] grew. Aides left [M Veltis].", "O Veltis: Veltis | M Veltis: Veltis");
}
