//! What happens in the sentence before a quote, and so who is "he" in it: whoever is asked there, accused, read from or
//! brought in.

use super::callings::TRADES;
use super::subjects::PARTIES;
use super::{LEAST_POSSESSED, Last, MEMORY, Said, Speakers, Told, WRITINGS, is_plural, is_several};
use crate::found::{EntityType, Form, Mention, Speaker};
use crate::reading::Shape;
use crate::reading::lexicon::Lists;
use crate::reading::nouns::{in_full, is_kin, may_be_called};
use crate::stages::quotes::parting::is_gesture;
use crate::text::Span;
use std::ops::Range;

/// So many words at most stand before a name in its phrase: "the former chief executive".
const LONGEST: usize = 6;

/// Verbs whose object speaks next.
pub(super) const ASKS: [&str; 14] = [
    "asked", "asks", "pressed", "presses", "questioned", "questions", "quizzed", "challenged", "interviewed",
    "interrogated", "reminded", "reminds", "cautioned", "cross-examined",
];

/// Those of them after which whoever says it may well go on.
pub(super) const REMINDS: [&str; 3] = ["reminded", "reminds", "cautioned"];

/// What the subject of a passive gets from who is named behind "by".
pub(super) const APPOINTED: [&str; 9] = [
    "appointed", "nominated", "hired", "promoted", "commissioned", "knighted", "ordained", "recruited",
    "mentored",
];

/// Verbs by which somebody only calls something so.
pub(super) const LABELS: [&str; 5] = ["called", "dubbed", "branded", "hailed", "described"];

/// Verbs by which a writer comes to whom he then lets speak.
const MEETS: [&str; 18] = [
    "met", "meet", "tracked", "found", "reached", "reach", "called", "call", "phoned", "rang", "emailed",
    "visited", "visit", "contacted", "caught", "interviewed", "spoke", "talked",
];

/// Verbs whose object may deny what its subject says.
const ACCUSES: [&str; 16] = [
    "accused", "accuses", "sued", "charged", "indicted", "blamed", "asked", "urged", "ordered", "offered",
    "fired", "sacked", "dismissed", "arrested", "challenged", "suspended",
];

/// Those of which whoever suffers it is told of next.
const STRIKES: [&str; 7] = ["fired", "sacked", "dismissed", "arrested", "suspended", "indicted", "charged"];

/// Verbs of whoever was accused or asked.
const DENIES: [&str; 20] = [
    "denied", "denies", "rejected", "rejects", "refused", "refuses", "declined", "declines", "pleaded",
    "pleads", "admitted", "admits", "accepted", "accepts", "conceded", "complied", "agreed", "disagreed",
    "shook", "nodded",
];

/// Who stands by and serves, and is seldom another word for one who was named.
const STAFF: [&str; 22] = [
    "porter", "waiter", "waitress", "nurse", "receptionist", "guard", "clerk", "cashier", "barman",
    "bartender", "reporter", "interviewer", "questioner", "doorman", "usher", "steward", "shopkeeper",
    "landlady", "landlord", "stranger", "complainant", "bystander",
];

/// Men and women of rank.
const NOBLES: [[&str; 4]; 2] =
    [["earl", "duke", "viscount", "marquess"], ["countess", "duchess", "viscountess", "dowager"]];

/// How somebody speaks of himself, and of himself with others.
const MINE: [&str; 4] = ["i", "me", "my", "mine"];
const OURS: [&str; 3] = ["we", "us", "our"];

/// Whom a sentence asks.
enum Asked {
    Named(usize),
    /// "him"
    Pronoun(Option<usize>),
    /// "the officer"
    Described(Option<usize>),
    /// "asked whether"
    Unsaid,
}

/// The subject of a sentence.
enum Subject {
    Named {
        /// `None` for a pronoun of nobody known.
        id: Option<usize>,
        at: usize,
        pronoun: bool,
        /// Whether the name stands beside a noun: "The judge, Ann Roe,".
        beside: bool,
    },
    /// The words of "The night porter", "Her mother".
    Unnamed(Range<usize>),
}

/// A row whose source is "he" or "she", and the sentence before it.
struct Scene<'a> {
    row: &'a Said,
    last: Option<&'a Last>,
    masculine: bool,
    /// The number of the row's own sentence.
    own: usize,
    before: Range<usize>,
    /// Where the main clause of that begins.
    start: usize,
    /// The row's paragraph, and whether the sentence before stands in it.
    paragraph: usize,
    here: bool,
}

impl Subject {
    /// Returns whom it names or means, if anybody known.
    fn named(&self) -> Option<usize> {
        match self {
            Self::Named { id, .. } => *id,
            Self::Unnamed(_) => None,
        }
    }
}

impl Speakers<'_> {
    /// Returns who speaks the row whose source is "he" or "she", as far as the sentence before tells, or nobody where several
    /// may be meant. `None` where it tells nothing.
    pub(super) fn of_scene(
        &self,
        row: &Said,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<Option<Speaker>> {
        let scene = self.scene(row, last, masculine)?;
        let Scene { ref before, own, start, here, .. } = scene;
        let may_be = |id: &usize| self.may_be_he(row, *id, masculine);
        // Whom a rule finds speaks or, where "he" cannot be that one, nothing is told.
        let speaks = |id: usize| may_be(&id).then(|| Some(self.entity(id)));
        if let Some(id) = self.who_denies(&scene) {
            return speaks(id);
        }
        match self.read_out(before) {
            Some(Some(id)) => return speaks(id),
            Some(None) => return Some(None),
            None => {}
        }
        let told = self
            .relative_of(row, before)
            .or_else(|| self.met(row, before, last, masculine))
            .or_else(|| self.told_before(row, before));
        if let Some(id) = told {
            return speaks(id);
        }
        if let Some(other) = self.tells_back(row, before, masculine) {
            return Some(Some(self.entity(other)));
        }
        if let Some(id) = self.included(before) {
            return speaks(id);
        }
        if here {
            let paragraph = scene.paragraph;
            if self.leaves_open(before, masculine) || self.asks_of_another(row, paragraph, last, masculine) {
                return Some(None);
            }
            if let Some(id) = self.second_subject(before).filter(may_be) {
                return Some(Some(self.entity(id)));
            }
            let led = self.done_to_him(&scene).or_else(|| self.told_on(row, own, last, masculine));
            if led.is_some() {
                return led;
            }
            let more = || self.told_more_of(row, before, last);
            if let Some(id) = more().or_else(|| self.praiser(row, before, own, masculine)) {
                return speaks(id);
            }
        }
        let goes_on = last.filter(|last| self.goes_on_from(&scene, last));
        if let Some(last) = goes_on.filter(|last| !last.asks) {
            return self.is_kin_of(start, last, row, masculine).then(|| Some(last.speaker.clone()));
        }
        let verb = self.main_verb(&(start..before.end));
        let subject = verb.and_then(|verb| self.subject(start, verb, masculine));
        if let (Some(verb), Some(subject)) = (verb, &subject) {
            if let Some(asked) = self.asked_in(&scene, verb, subject) {
                return self.of_asked(&scene, asked, subject.named());
            }
            if let Subject::Named { id, pronoun: true, .. } = subject {
                if let Some(accused) = self.accused_before(own - 1, DENIES.contains(&self.word(verb))) {
                    return speaks(accused);
                }
                // "Shown a letter by Roe, she wept."
                if start > before.start + 1 {
                    return Some(id.filter(may_be).map(|id| self.entity(id)));
                }
            }
        }
        if !here {
            let moved = || self.moved_above(row, before, last, masculine).map(|id| Some(self.entity(id)));
            return self.stranger_above(row, before, last, masculine).or_else(moved);
        }
        if goes_on.is_some() { None } else { self.of_subject(&scene, verb?, subject) }
    }

    fn scene<'a>(&self, row: &'a Said, last: Option<&'a Last>, masculine: bool) -> Option<Scene<'a>> {
        let first = row.content[0].start.min(row.source.start);
        let (own, before) = self.sentence_before(row)?;
        let start = self.main_clause(&before);
        let paragraph = self.tokens.paragraph_of(first);
        let here = before.start >= self.tokens.paragraphs[paragraph].start;
        Some(Scene { row, last, masculine, own, before, start, paragraph, here })
    }

    fn word(&self, at: usize) -> &str {
        self.text.slice(self.tokens.words[at])
    }

    /// Returns whoever was accused before a row that begins with a denial: "He denied it".
    fn who_denies(&self, scene: &Scene) -> Option<usize> {
        let row = scene.row;
        let denies = row.source.start <= row.content[0].start
            && row.cue.clone().any(|at| DENIES.contains(&self.word(at)));
        if denies { self.accused_before(scene.own, true) } else { None }
    }

    /// Returns who "he" is behind a clause in which another does something to "him", or nobody where none is known: "When Roe
    /// thanked her, she wept": not Roe.
    fn done_to_him(&self, scene: &Scene) -> Option<Option<Speaker>> {
        let Scene { row, last, masculine, ref before, start, .. } = *scene;
        let other = self.does_to_him(&(before.start..start), masculine)?;
        if !self.word(start).eq_ignore_ascii_case(if masculine { "he" } else { "she" }) {
            return None;
        }
        let linked = self.linked(self.tokens.words[start]).and_then(|linked| linked.0?.entity);
        let spoke = last.and_then(|last| last.speaker.entity).filter(|&id| id != other);
        let spoke_before = || self.before_last(last?, row, masculine)?.entity;
        let id = linked.filter(|&id| id != other).or(spoke).or_else(spoke_before);
        let id = id.filter(|&id| id != other && self.may_be_he(row, id, masculine));
        Some(id.map(|id| self.entity(id)))
    }

    /// Says whether who speaks in the sentence before goes on; but "Police say they arrested a suspect": not they.
    fn goes_on_from(&self, scene: &Scene, last: &Last) -> bool {
        let body = last.speaker.entity.is_some_and(|id| self.entities[id].kind != EntityType::Person);
        let several = !last.direct && (body || is_several(&last.noun().to_lowercase()));
        last.at > scene.start && !several
    }

    /// Returns whom the sentence before asks, unless the row asks back or either may speak.
    fn asked_in(&self, scene: &Scene, verb: usize, subject: &Subject) -> Option<Asked> {
        let Scene { row, masculine, ref before, .. } = *scene;
        let asks_back = row
            .content
            .last()
            .is_some_and(|said| (said.start..said.end).rev().take(2).any(|at| self.word(at) == "?"));
        // "He reminded Doe that he was ill. “Stay at home,” he said": either's.
        let named = subject.named();
        let reminds =
            REMINDS.contains(&self.word(verb)) && named.is_some_and(|id| self.may_be_he(row, id, masculine));
        if asks_back || reminds { None } else { self.asked_at(verb, before.end, named) }
    }

    /// Returns who speaks where the sentence before asks somebody, and `asker` is its subject.
    fn of_asked(&self, scene: &Scene, asked: Asked, asker: Option<usize>) -> Option<Option<Speaker>> {
        let Scene { row, last, masculine, ref before, start, .. } = *scene;
        let may_be = |id: &usize| self.may_be_he(row, *id, masculine);
        let entity = |id: usize| self.entity(id);
        match asked {
            Asked::Named(id) => may_be(&id).then(|| Some(entity(id))),
            Asked::Pronoun(id) => {
                let before = || self.spoke_before_asker(asker?, last?, row, masculine);
                let told_on = self.of_opening_pronoun(scene).filter(|&id| Some(id) != asker);
                Some(told_on.or(id).or_else(before).filter(may_be).map(entity))
            }
            Asked::Described(id) => Some(id.filter(may_be).map(entity)),
            Asked::Unsaid => {
                self.whom_else(before, start, asker?, last, row, masculine).map(|id| Some(entity(id)))
            }
        }
    }

    /// Returns who spoke in the paragraph above where a row's begins with "his" or "he", and names nobody else who may be he before whom
    /// it asks: "“No,” Roe said.¶ His rivals were glad. Ann Doe asked him why. “I am tired,” he said".
    fn of_opening_pronoun(&self, scene: &Scene) -> Option<usize> {
        let Scene { row, last, masculine, paragraph, here, .. } = *scene;
        let last = last.filter(|_| here)?;
        let opening = self.tokens.paragraphs[paragraph].start;
        let own = if masculine { ["he", "his"] } else { ["she", "her"] };
        let opens = own.iter().any(|own| self.word(opening).eq_ignore_ascii_case(own));
        let spoke = if last.at <= opening {
            let above = self.tokens.paragraph_of(last.at.checked_sub(1)?) + 1 == paragraph;
            last.speaker.entity.filter(|_| above)
        } else {
            last.before.as_ref().filter(|_| last.asks)?.entity
        };
        let id = spoke.filter(|&id| opens && self.may_be_he(row, id, masculine))?;
        let first = row.content[0].start.min(row.source.start);
        let mut named =
            (opening..first).filter(|&at| self.names_person(at)).filter_map(|at| self.mention_at(at));
        named.all(|(_, other)| other == id || self.is_called_otherwise(other, masculine)).then_some(id)
    }

    /// Returns who speaks as far as the subject of the sentence before tells, which stands in the row's paragraph.
    fn of_subject(&self, scene: &Scene, verb: usize, subject: Option<Subject>) -> Option<Option<Speaker>> {
        let Scene { row, last, masculine, ref before, start, .. } = *scene;
        let may_be = |id: &usize| self.may_be_he(row, *id, masculine);
        let speaks = |id: usize| may_be(&id).then(|| Some(self.entity(id)));
        match subject {
            Some(Subject::Named { id: Some(id), at, pronoun: false, .. })
                if self.tells_of_kin(scene, verb, id, at) =>
            {
                let kin = self.relative_by_name(at, id).filter(may_be)?;
                Some(Some(self.entity(kin)))
            }
            Some(Subject::Named { id: Some(id), at, pronoun: false, beside }) => {
                self.of_named_subject(scene, verb, id, at, beside)
            }
            // "He paused. “No,” he said": he.
            Some(Subject::Named { id: Some(id), at, pronoun: true, .. }) => {
                let linked = self.linked(self.tokens.words[at])?;
                (linked.1.probability() >= LEAST_POSSESSED).then(|| speaks(id)).flatten()
            }
            Some(Subject::Named { id: None, .. }) => None,
            Some(Subject::Unnamed(words)) => self.bystander(row, before, verb, &words, last, masculine),
            None => {
                let right_before = || self.named_right_before(before, &(start..verb), verb);
                match self.brought_in(before, verb).or_else(right_before) {
                    Some(id) => speaks(id),
                    None => self.brings_somebody(before, verb, masculine).then_some(None),
                }
            }
        }
    }

    /// Says whether a sentence about somebody called otherwise tells of "his" or "her" kin by the surname: "Roe, 19, had a poster
    /// above her bed": his sister.
    fn tells_of_kin(&self, scene: &Scene, verb: usize, id: usize, at: usize) -> bool {
        let owns = if scene.masculine { "his" } else { "her" };
        self.is_called_otherwise(id, scene.masculine)
            && (verb..scene.before.end)
                .any(|at| self.reading.tags[at].as_str() == "PRP$" && self.word(at) == owns)
            && self.entities[id].name.ends_with(&format!(" {}", self.word(at)))
    }

    /// Returns whether the somebody at `at` speaks who is the subject of the sentence before: whoever is new in it and does
    /// something; nobody where another may be meant as well.
    fn of_named_subject(
        &self,
        scene: &Scene,
        verb: usize,
        id: usize,
        at: usize,
        beside: bool,
    ) -> Option<Option<Speaker>> {
        let Scene { row, last, masculine, ref before, start, paragraph, .. } = *scene;
        let may_be = |id: usize| self.may_be_he(row, id, masculine);
        let fronted = start > before.start + 1;
        let acts = !self.is_passive(verb, before.end) && !matches!(self.word(verb), "died" | "dies");
        let another = last.is_none_or(|last| last.speaker.entity != Some(id));
        let opens = before.start == self.tokens.paragraphs[paragraph].start;
        let introduced = self.is_introduced(at, id) && !self.speaks_of_him(row, masculine);
        let told = opens && !self.says_he(row, masculine);
        let moved = self.mention_at(at).is_some_and(|(span, _)| self.shows_mind(before, span));
        let new = another && (beside || introduced || told || moved || self.gestures(verb));
        // “I won,” Roe said.¶ Doe beat Poe. “He ran well,” he said: either's.
        let either = another
            && (opens || self.is_introduced(at, id))
            && last.and_then(|last| last.speaker.entity).is_some_and(may_be);
        let owned = (start..at).any(|at| self.reading.tags[at].as_str() == "PRP$" || self.is_possessive(at));
        let kin = owned && (start..at).any(|at| is_kin(&self.word(at).to_lowercase()));
        if kin && self.of_my(row, &(start..at)) {
            Some(None)
        } else if acts && (fronted && !owned || new && (!kin || self.gestures(verb)))
            || !acts && self.is_asked(verb, before.end)
        {
            may_be(id).then(|| Some(self.entity(id)))
        } else if !acts && self.is_ambiguous(before, verb, id, row, masculine) {
            Some(None)
        } else if acts && either && !owned {
            let linked = self.linked(self.tokens.words[row.source.start]);
            let same = linked.and_then(|linked| linked.0?.entity) == Some(id);
            Some(Some(id).filter(|&id| same && may_be(id)).map(|id| self.entity(id)))
        } else {
            None
        }
    }

    /// Returns who a row's paragraph begins with, where its next sentences only go on with "he", and nobody has spoken in it yet:
    /// "Roe had nobody on his left. He looked at the curtain. “…,” he said"; nobody where that is somebody without a name:
    /// "Suspicion fell on the electrician. He was in the hall. “…,” he said".
    fn told_on(
        &self,
        row: &Said,
        own: usize,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<Option<Speaker>> {
        const MOST: usize = 3;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let paragraph = self.tokens.paragraph_of(row.content[0].start.min(row.source.start));
        let opening = self.tokens.paragraphs[paragraph].start;
        let begins = self.tokens.sentences.partition_point(|sentence| sentence.end <= opening);
        let sentences = self.tokens.sentences.get(begins..own)?;
        if !(2..=MOST).contains(&sentences.len()) || last.is_some_and(|last| last.at > opening) {
            return None;
        }
        let (head, rest) = sentences.split_first()?;
        let may_be_named = |at: usize| {
            self.mention_at(at).filter(|&(_, id)| {
                self.entities[id].kind == EntityType::Person && !self.is_called_otherwise(id, masculine)
            })
        };
        let is_somebody = |at: usize| {
            self.reading.tags[at].as_str() == "NN"
                && may_be_called(&word(at).to_lowercase(), masculine)
                && self.reading.stretch_at(at).is_none()
        };
        let pronouns: &[&str] = if masculine { &["he", "him", "his"] } else { &["she", "her", "hers"] };
        let of_him = |at: usize| pronouns.iter().any(|pronoun| word(at).eq_ignore_ascii_case(pronoun));
        for sentence in rest {
            let verb = self.main_verb(sentence)?;
            let he = matches!(
                self.subject(sentence.start, verb, masculine),
                Some(Subject::Named { pronoun: true, .. })
            );
            // "Her husband wanted a hamper."
            let goes_on = he || of_him(sentence.start) && !sentence.clone().any(is_somebody);
            let named = sentence.clone().any(|at| may_be_named(at).is_some());
            if sentence.len() > MEMORY || named || !goes_on {
                return None;
            }
        }
        let start = self.main_clause(head);
        let verb = self.main_verb(&(start..head.end)).filter(|_| head.len() <= MEMORY)?;
        match self.subject(start, verb, masculine) {
            Some(Subject::Named { id: Some(id), at, pronoun: false, .. }) => {
                let owned =
                    (start..at).any(|at| self.reading.tags[at].as_str() == "PRP$" || self.is_possessive(at));
                let others = (verb..head.end).filter_map(may_be_named).any(|(_, other)| other != id)
                    || (verb..head.end).any(is_somebody);
                let acts = !self.is_passive(verb, head.end) && self.dies(head).is_none();
                (!owned && !others && acts && self.may_be_he(row, id, masculine))
                    .then(|| Some(self.entity(id)))
            }
            Some(_) => None,
            None => {
                if let Some(id) = self.brought_in(head, verb) {
                    return self.may_be_he(row, id, masculine).then(|| Some(self.entity(id)));
                }
                let closes = head.end.checked_sub(2).filter(|&at| at > verb)?;
                let unnamed = head.clone().all(|at| may_be_named(at).is_none());
                (unnamed && is_somebody(closes)).then_some(None)
            }
        }
    }

    /// Returns the only one whose given name alone stands behind what relative of somebody that is, before a word: "Tom Roe's younger
    /// sister Ann".
    fn relative_by_name(&self, at: usize, id: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let end = self.mentions.partition_point(|&(span, _, _)| span.start < self.tokens.words[at].start);
        let pairs =
            self.mentions[..end].iter().rev().take(MEMORY).zip(self.mentions[..end].iter().rev().skip(1));
        let mut kin = pairs.filter_map(|(&(span, form, other), &(owner, _, its))| {
            let name = self.first_word(span);
            let after = self.first_word(owner) + self.words_in(self.first_word(owner), owner);
            let noun = name.checked_sub(1)?;
            let near = after < noun && noun - after <= LONGEST && self.is_possessive(after);
            let single = form == Form::Name && !self.entities[other].name.contains(' ');
            (its == id && other != id && near && single && is_kin(word(noun))).then_some(other)
        });
        let one = kin.next()?;
        kin.all(|other| other == one).then_some(one)
    }

    /// Returns who does something to "him", or "her", in what opens a sentence, and so is not "he" behind it: "When Roe thanked her, she
    /// wept."
    fn does_to_him(&self, opening: &Range<usize>, masculine: bool) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let object = if masculine { "him" } else { "her" };
        let (name, (span, id)) =
            opening.clone().take(LONGEST).find_map(|at| Some((at, self.mention_at(at)?)))?;
        let verb = name + self.words_in(name, span);
        let does =
            verb + 1 < opening.end && matches!(self.reading.tags[verb].as_str(), "VBD" | "VBZ" | "VBP");
        let opens = matches!(word(opening.start), "When" | "After" | "As" | "While" | "Before" | "Once");
        let to_him =
            opens && does && word(verb + 1) == object && self.reading.tags[verb + 1].as_str() != "PRP$";
        (to_him && self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns whom alone a writer comes to in the sentence before a row: "I tracked down Jane Roe, who is 78.¶ “I did,” she says", "I
    /// showed it to Jane Roe, a judge. “No,” she told me."
    fn met(
        &self,
        row: &Said,
        sentence: &Range<usize>,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let paragraph = self.tokens.paragraph_of(row.content[0].start.min(row.source.start));
        let near = self.tokens.paragraph_of(sentence.start) + 1 >= paragraph;
        if !near
            || !matches!(word(sentence.start), "I" | "We")
            || last.is_some_and(|last| last.at > sentence.start)
        {
            return None;
        }
        let verb = self.main_verb(sentence)?;
        let told = row.cue.clone().find(|&at| matches!(word(at), "told" | "tells")).is_some_and(|at| {
            self.tokens.words.get(at + 1).is_some_and(|&next| matches!(self.text.slice(next), "me" | "us"))
        });
        if !told && !MEETS.contains(&word(verb)) {
            return None;
        }
        let named =
            |at: usize| self.mention_at(at).filter(|&(_, id)| self.entities[id].kind == EntityType::Person);
        let (name, (span, id)) = (verb + 1..sentence.end).find_map(|at| Some((at, named(at)?)))?;
        let others = (sentence.start..sentence.end).filter_map(named).any(|(_, other)| other != id);
        let somebody = |at: usize| {
            self.reading.tags[at].as_str() == "NN"
                && at + 1 < name
                && may_be_called(&word(at).to_lowercase(), masculine)
        };
        (!others && !self.owns(span) && !(verb + 1..name).any(somebody)).then_some(id)
    }

    /// Returns who is given an office by another in the last sentence before a row, within its paragraph, that names people, and goes
    /// on being told of: "Judge Roe was appointed by President Doe. His rulings were short. “No,” he wrote."
    pub(super) fn appointed(&self, row: &Said, last: Option<&Last>, masculine: bool) -> Option<usize> {
        const BACK: usize = 3;
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let first = row.content[0].start.min(row.source.start);
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
        let start = self.tokens.paragraphs[self.tokens.paragraph_of(first)].start;
        let within = self.tokens.sentences[own.saturating_sub(BACK)..own].iter().rev();
        let names = |sentence: &&Range<usize>| {
            sentence.len() <= MEMORY && (*sentence).clone().any(|at| self.names_person(at))
        };
        let sentence = within.take_while(|sentence| sentence.start >= start).find(names)?;
        let given = sentence.clone().find(|&at| APPOINTED.contains(&word(at)))?;
        let be = (sentence.start..given).rev().take(2).find(|&at| matches!(word(at), "was" | "been"))?;
        let by = (given + 1..sentence.end.min(given + 2 * LONGEST)).find(|&at| word(at) == "by")?;
        let (_, agent) = (by + 1..sentence.end.min(by + LONGEST)).find_map(|at| self.mention_at(at))?;
        let subject = self.subject_of_sentence(be)?;
        let since = last.filter(|last| last.at > sentence.start);
        let others =
            since.and_then(|last| last.speaker.entity).is_some_and(|id| id != agent && id != subject);
        (subject != agent && !others && self.may_be_he(row, subject, masculine)).then_some(subject)
    }

    /// Returns somebody without a name whom the paragraph above a row brings in at its end, who does something there, also where it
    /// asks of him then: "Outside, a porter was stacking chairs.¶ “No,” he said", "A man paddled by. Where was he going?¶".
    fn stranger_above(
        &self,
        row: &Said,
        before: &Range<usize>,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<Option<Speaker>> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let above = self.paragraph_above(row)?;
        let mut sentence = before.clone();
        if word(sentence.end - 1) == "?" && sentence.start > above.start {
            let own = self.tokens.sentences.partition_point(|other| other.end <= sentence.start);
            sentence = self.tokens.sentences.get(own.checked_sub(1)?)?.clone();
        }
        if sentence.start < above.start || last.is_some_and(|last| last.at > sentence.start) {
            return None;
        }
        let start = self.main_clause(&sentence);
        let verb = self.main_verb(&(start..sentence.end))?;
        let Some(Subject::Unnamed(words)) = self.subject(start, verb, masculine) else { return None };
        // "A critic called it “a wound”."
        if LABELS.contains(&word(verb)) {
            return None;
        }
        let is = matches!(word(verb), "is" | "was");
        let goes_on = is && self.reading.tags.get(verb + 1).is_some_and(|tag| tag.as_str() == "VBG");
        let acts = goes_on
            || !is && !self.is_passive(verb, sentence.end) && !matches!(word(verb), "has" | "had" | "died");
        let moved = self.gestures(verb) || self.shows_mind(&sentence, self.tokens.words[words.end - 1]);
        let alone = (sentence.start..before.end).all(|at| !self.names_person(at));
        let speaks = self.is_anyone(words.start) && (acts || moved) && alone;
        speaks.then(|| {
            Some(Speaker { entity: None, name: self.text.slice(self.tokens.span(&words)).to_owned() })
        })
    }

    /// Returns the paragraph before a row's, where both are of one section.
    fn paragraph_above(&self, row: &Said) -> Option<&Range<usize>> {
        let paragraph = self.tokens.paragraph_of(row.content[0].start.min(row.source.start));
        let above = paragraph.checked_sub(1)?;
        self.tokens.paragraphs.get(above).filter(|_| self.text.of_one_section(above, paragraph))
    }

    /// Returns the last one who may be "he" of those of whom the paragraph above a row tells how they look or move: "Roe looked at
    /// Doe. She looked away.¶ “We'll talk,” he said."
    fn moved_above(
        &self,
        row: &Said,
        before: &Range<usize>,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<usize> {
        const BACK: usize = 2;
        const MOVES: [&str; 16] = [
            "looked", "looks", "stared", "stares", "gazed", "gazes", "leaned", "leans", "turned", "turns",
            "stood", "stands", "sat", "sits", "studied", "studies",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let above = self.paragraph_above(row)?;
        if before.start < above.start || last.is_some_and(|last| last.at > above.start) {
            return None;
        }
        let end = self.tokens.sentences.partition_point(|sentence| sentence.end <= before.start) + 1;
        let sentences = self.tokens.sentences.get(end.saturating_sub(BACK)..end)?;
        for sentence in sentences.iter().rev().filter(|sentence| sentence.start >= above.start) {
            let verb = self.main_verb(sentence)?;
            match self.subject(sentence.start, verb, masculine) {
                Some(Subject::Named { id: Some(id), .. }) if self.may_be_he(row, id, masculine) => {
                    let moves = MOVES.contains(&word(verb)) || self.gestures(verb);
                    return moves.then_some(id);
                }
                Some(Subject::Unnamed(_)) => return None,
                _ => {}
            }
        }
        None
    }

    /// Returns whom the sentence before gives for one of several who think something: "Roe has his critics, including Jane Doe.",
    /// "Others, like Jane Doe, are less sure."
    fn included(&self, sentence: &Range<usize>) -> Option<usize> {
        const SEVERAL: [&str; 5] = ["Others", "Some", "Critics", "Many", "Opponents"];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let gives = |at: &usize| {
            word(*at) == "including" || word(*at) == "like" || word(*at) == "as" && word(*at - 1) == "such"
        };
        let given = (sentence.start + 2..sentence.end.saturating_sub(2)).find(gives)?;
        let is_title = |at: &usize| {
            self.mention_at(*at).is_none()
                && (self.reading.tags[*at].is_noun()
                    || matches!(self.reading.tags[*at].as_str(), "DT" | "JJ"))
        };
        let name =
            given + 1 + (given + 1..sentence.end.min(given + 1 + LONGEST)).take_while(is_title).count();
        let (span, id) = self.mention_at(name).filter(|_| name < sentence.end)?;
        let after = name + self.words_in(name, span);
        let closes = after < sentence.end && matches!(word(after), "." | ",");
        let ends = closes && (after..sentence.end).all(|at| self.mention_at(at).is_none());
        let several = SEVERAL.contains(&word(sentence.start)) && given <= sentence.start + 3;
        let last = word(given) == "including" && word(given - 1) == "," && after + 1 >= sentence.end;
        (ends && (several || last) && self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns whom the paragraph above a row introduces by the full name as the subject of its last sentence: "Sheriff Jane Roe,
    /// who arrested Doe, was not moved.¶ “He had it coming,” she said."
    pub(super) fn introduced_above(&self, row: &Said, last: Option<&Last>, masculine: bool) -> Option<usize> {
        const BACK: usize = 2;
        const MOODS: [&str; 14] = [
            "moved", "impressed", "convinced", "amused", "surprised", "pleased", "persuaded", "satisfied",
            "thrilled", "delighted", "shocked", "stunned", "disappointed", "relieved",
        ];
        let first = row.content[0].start.min(row.source.start);
        let (own, mut before) = self.sentence_before(row)?;
        let paragraph = self.tokens.paragraph_of(first);
        // "… Jane Roe, a nurse.¶ Would she go? “Never,” she said."
        let pronoun = if masculine { "he" } else { "she" };
        let is_asked = |sentence: &Range<usize>| {
            let word = |at: usize| self.text.slice(self.tokens.words[at]);
            word(sentence.end - 1) == "?" && sentence.clone().any(|at| word(at) == pronoun)
        };
        if before.start == self.tokens.paragraphs[paragraph].start
            && is_asked(&before)
            && !before.clone().any(|at| self.names_person(at))
        {
            let above = self.tokens.sentences.get(own.saturating_sub(2 + BACK)..own - 1)?;
            // "She showed the letter. “I can't defend it,” it said. “I'll not try.”"
            let told = |sentence: &&Range<usize>| self.reading.stretch_at(sentence.start).is_none();
            before = above.iter().rev().find(told)?.clone();
        }
        if self.tokens.paragraph_of(before.start) + 1 != paragraph
            || !self.text.of_one_section(paragraph - 1, paragraph)
            || last.is_some_and(|last| last.at > before.start)
        {
            return None;
        }
        // "Roe opened the door. She had slept badly.¶ “Come in,” she said."
        for _ in 0..BACK {
            let start = self.main_clause(&before);
            let verb = self.main_verb(&(start..before.end))?;
            let is_she =
                matches!(self.subject(start, verb, masculine), Some(Subject::Named { pronoun: true, .. }));
            let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= before.start);
            let above = own.checked_sub(1).and_then(|above| self.tokens.sentences.get(above));
            let named = before.clone().filter_map(|at| self.mention_at(at)).any(|(_, id)| {
                self.entities[id].kind == EntityType::Person && !self.is_called_otherwise(id, masculine)
            });
            match above.filter(|above| is_she && !named && above.len() <= MEMORY) {
                Some(above) if self.tokens.paragraph_of(above.start) + 1 == paragraph => {
                    before = above.clone()
                }
                _ => break,
            }
        }
        if last.is_some_and(|last| last.at > before.start) {
            return None;
        }
        let start = self.main_clause(&before);
        let verb = self.main_verb(&(start..before.end))?;
        let (id, at) = match self.subject(start, verb, masculine) {
            Some(Subject::Named { id: Some(id), at, pronoun: false, .. }) => (id, at),
            // "In the gallery sat Jane Roe, whose son …"
            None => {
                let id = self.brought_in(&before, verb)?;
                (id, before.clone().find(|&at| self.mention_at(at).is_some_and(|its| its.1 == id))?)
            }
            Some(_) => return None,
        };
        let feels = (verb + 1..before.end.min(verb + 4))
            .any(|at| MOODS.contains(&self.text.slice(self.tokens.words[at])));
        let suffers = self.is_passive(verb, before.end) && !feels && self.speaks_of_him(row, masculine);
        let new = self.is_introduced(at, id) && last.is_none_or(|last| last.speaker.entity != Some(id));
        (new && !suffers && self.dies(&before).is_none() && self.may_be_he(row, id, masculine)).then_some(id)
    }

    /// Says whether somebody without a name does something to a person in one of the two sentences before one, and may be "he" as
    /// well: "The judge told Doe to stand. “Stand up,” she said."
    pub(super) fn is_told_by_somebody(&self, sentence: usize, id: usize, masculine: bool) -> bool {
        const BACK: usize = 2;
        let Some(own) = self.tokens.sentences.get(sentence) else { return false };
        let paragraph = self.tokens.paragraph_of(own.start);
        self.tokens.sentences[sentence.saturating_sub(BACK)..sentence].iter().any(|sentence| {
            let names = |verb: usize| {
                (verb..sentence.end).any(|at| self.mention_at(at).is_some_and(|its| its.1 == id))
            };
            let here = self.tokens.paragraph_of(sentence.start) == paragraph && sentence.len() <= MEMORY;
            let verb = || self.main_verb(sentence).filter(|&verb| names(verb));
            here && verb().is_some_and(|verb| {
                matches!(self.subject(sentence.start, verb, masculine), Some(Subject::Unnamed(_)))
            })
        })
    }

    /// Returns the organisation that the sentence before a row begins with, and tells of as its subject: "Acme warned of cuts on
    /// Monday. “We have no choice,” it said."
    pub(super) fn body_before(&self, row: &Said) -> Option<usize> {
        let (_, before) = self.sentence_before(row)?;
        let article = usize::from(self.is_article(before.start));
        let at = before.start + article;
        let (span, id) = self.mention_at(at)?;
        let after = at + self.words_in(at, span);
        let verb = self.main_verb(&(after..before.end))?;
        let others = (after..before.end).any(|at| {
            self.mention_at(at)
                .is_some_and(|(_, other)| other != id && self.entities[other].kind == EntityType::Org)
        });
        let is_body = matches!(self.entities[id].kind, EntityType::Org | EntityType::Loc) && !self.owns(span);
        (is_body && verb == after && !others).then_some(id)
    }

    /// Returns of whom a sentence says that he died.
    fn dies(&self, sentence: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let verb = self.main_verb(sentence)?;
        let killed = || {
            self.is_passive(verb, sentence.end)
                && (verb + 1..sentence.end.min(verb + 4))
                    .any(|at| matches!(word(at), "killed" | "murdered" | "slain" | "dead" | "assassinated"))
        };
        let is_dead = matches!(word(verb), "died" | "drowned" | "perished") || killed();
        let (span, id) = (sentence.start..verb).find_map(|at| self.mention_at(at))?;
        (is_dead && self.entities[id].kind == EntityType::Person && !self.owns(span)).then_some(id)
    }

    /// Returns whom the end of a sentence tells more of, where its subject did something with that one and the row is of
    /// himself: "Roe passed to Doe, who scored. “I am happy,” he said."
    fn told_more_of(&self, row: &Said, sentence: &Range<usize>, last: Option<&Last>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let who = (sentence.start + 2..sentence.end.saturating_sub(2))
            .rev()
            .find(|&at| word(at) == "who" && word(at - 1) == ",")?;
        // Nothing but that stands behind it.
        if (who..sentence.end).any(|at| word(at) == ",") {
            return None;
        }
        let name_end = self.tokens.words[who - 2].end;
        let before = self.mentions.partition_point(|&(span, _, _)| span.end <= name_end);
        let &(span, form, id) = self.mentions[..before].last()?;
        let verb = self.main_verb(sentence)?;
        let died = (who..sentence.end).any(|at| matches!(word(at), "died" | "killed" | "dead"));
        (form == Form::Name
            && span.end == name_end
            && verb < self.first_word(span)
            && self.has_any(row, &MINE)
            && !died
            && last.is_none_or(|last| last.at <= sentence.start)
            && self.entities[id].kind == EntityType::Person)
            .then_some(id)
    }

    /// Returns whom the second half of a sentence is about, where it tells what that one felt or showed: "Roe scored twice, and
    /// manager Jane Doe was thrilled."
    fn second_subject(&self, sentence: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let joins = |at: &usize| matches!(word(*at), "and" | "but" | "while" | "whereas" | "though");
        let join = (sentence.start + 2..sentence.end.saturating_sub(2)).rev().find(joins)?;
        let start = join + 1;
        let is_title = |at: &usize| {
            let tag = self.reading.tags[*at];
            self.mention_at(*at).is_none()
                && (tag.is_noun()
                    || word(*at) == ","
                    || matches!(tag.as_str(), "DT" | "JJ" | "PRP$" | "HYPH"))
        };
        let name = start + (start..sentence.end.min(start + LONGEST)).take_while(is_title).count();
        let (span, id) = self.mention_at(name).filter(|_| name < sentence.end)?;
        let after = name + self.words_in(name, span);
        let verb = after + usize::from(after < sentence.end && word(after) == ",");
        let finite =
            self.reading.tags.get(verb).is_some_and(|tag| matches!(tag.as_str(), "VBD" | "VBZ" | "VBP"));
        (finite && self.entities[id].kind == EntityType::Person && self.shows_mind(sentence, span))
            .then_some(id)
    }

    /// Returns who speaks of "him" in a row where the sentence before tells only of that one, and the one before it of both: "Coach
    /// Roe hailed Doe. Doe scored twice. “He is on fire,” he said."
    fn praiser(&self, row: &Said, before: &Range<usize>, own: usize, masculine: bool) -> Option<usize> {
        let people = |sentence: &Range<usize>| {
            let mut people: Vec<usize> = (sentence.start..sentence.end)
                .filter_map(|at| self.mention_at(at))
                .map(|(_, id)| id)
                .filter(|&id| self.entities[id].kind == EntityType::Person)
                .filter(|&id| !self.is_called_otherwise(id, masculine))
                .collect();
            people.sort_unstable();
            people.dedup();
            people
        };
        let dead = self.dies(before);
        if dead.is_none() && !self.speaks_of_him(row, masculine) {
            return None;
        }
        let (name, (span, praised)) =
            before.clone().take(LONGEST).find_map(|at| Some((at, self.mention_at(at)?)))?;
        let verb = self.main_verb(before)?;
        // Somebody else may be "he" in it.
        let others = |at: usize| {
            let word = self.text.slice(self.tokens.words[at]).to_lowercase();
            at >= verb && self.reading.tags[at].is_noun() && may_be_called(&word, masculine)
                || matches!(word.as_str(), "he" | "him" | "his" | "she" | "her")
        };
        if name > before.start + 2
            || people(before) != [praised]
            || dead.is_none() && before.clone().any(others)
            || self.gestures(verb)
            || self.shows_mind(before, span)
        {
            return None;
        }
        let above = self.tokens.sentences.get(own.checked_sub(2)?)?;
        let here = self.tokens.paragraph_of(above.start) == self.tokens.paragraph_of(before.start);
        if !here || above.len() > MEMORY {
            return None;
        }
        let both = people(above);
        let subject = self.subject_of_sentence(above.end - 1).filter(|&id| id != praised)?;
        (both.len() == 2 && both.contains(&praised) && both.contains(&subject)).then_some(subject)
    }

    /// Says whether who spoke last is somebody's relative without a name and the subject at a word: "His father wanted him
    /// home", and may be "he" of a row.
    fn is_kin_of(&self, start: usize, last: &Last, row: &Said, masculine: bool) -> bool {
        let noun = last.noun();
        last.speaker.entity.is_none()
            && self.reading.tags[start].as_str() == "PRP$"
            && last.speaker.name.starts_with(self.text.slice(self.tokens.words[start]))
            && is_kin(noun)
            && !is_plural(noun)
            && may_be_called(noun, masculine)
            && !self.says_my(row, &[noun])
    }

    /// Says whether the verb at a word is a gesture, behind which whoever makes it speaks.
    fn gestures(&self, verb: usize) -> bool {
        is_gesture(
            [verb, verb + 1, verb + 2]
                .map(|at| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word))),
        )
    }

    /// Says whether the name at a word is the first one of somebody, and a whole one.
    fn is_introduced(&self, at: usize, id: usize) -> bool {
        let span = self.mention_at(at).map(|(span, _)| span);
        let first = self.entities[id].mentions.iter().find(|mention| mention.form == Form::Name);
        first.is_some_and(|first| Some(first.span) == span && self.words_in(at, first.span) > 1)
    }

    /// Says whether the words of a row speak of somebody as "he", or as "she", and not of who says them.
    pub(super) fn speaks_of_him(&self, row: &Said, masculine: bool) -> bool {
        let him = if masculine { ["he", "him", "his"] } else { ["she", "her", "hers"] };
        let of_him = self.has_any(row, &him) || self.speaks_of_party(row);
        of_him && !self.has_any(row, &MINE) && !self.has_any(row, &OURS)
    }

    /// Says whether a row speaks of a party to a case: "the defendant never apologised".
    pub(super) fn speaks_of_party(&self, row: &Said) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        row.content.iter().any(|said| {
            (said.start + 1..said.end).any(|at| {
                matches!(word(at), "defendant" | "accused" | "suspect" | "claimant" | "complainant")
                    && word(at - 1).eq_ignore_ascii_case("the")
            })
        })
    }

    /// Says whether the words of a row have "he", or "she", in them.
    fn says_he(&self, row: &Said, masculine: bool) -> bool {
        self.has_any(row, if masculine { &["he", "him", "his"] } else { &["she", "her", "hers"] })
    }

    /// Says whether any of some words, in small letters, is among those of a row.
    fn has_any(&self, row: &Said, words: &[&str]) -> bool {
        let said = row.content.iter().flat_map(Clone::clone).map(|at| self.text.slice(self.tokens.words[at]));
        said.into_iter().any(|said| words.iter().any(|word| said.eq_ignore_ascii_case(word)))
    }

    /// Says whether a sentence tells what somebody suffers from another who may be "he" too, and the row speaks of "him": "Roe
    /// was stopped by Doe. “He had a bag,” he said" may be either's.
    fn is_ambiguous(
        &self,
        sentence: &Range<usize>,
        verb: usize,
        id: usize,
        row: &Said,
        masculine: bool,
    ) -> bool {
        let by = (verb..sentence.end.min(verb + LONGEST))
            .find(|&at| self.text.slice(self.tokens.words[at]) == "by");
        let agent = |by: usize| {
            let mut named = (by + 1..sentence.end.min(by + LONGEST)).filter_map(|at| self.mention_at(at));
            named.any(|(_, other)| other != id && self.may_be_he(row, other, masculine))
        };
        self.is_passive(verb, sentence.end) && by.is_some_and(agent) && self.speaks_of_him(row, masculine)
    }

    /// Returns whom the sentence before tells, orders or shows something, where the row is an answer: "Roe told Doe to wait. “No,”
    /// he replied".
    fn told_before(&self, row: &Said, sentence: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let replies = row
            .cue
            .clone()
            .any(|at| matches!(word(at), "replied" | "replies" | "answered" | "answers" | "retorted"));
        let verb = self.main_verb(sentence).filter(|_| replies)?;
        if self.is_passive(verb, sentence.end) {
            return None;
        }
        let mut at = verb + 1;
        if at < sentence.end && matches!(word(at), "to" | "at" | "on") {
            at += 1;
        }
        let is_title = |at: &usize| {
            self.mention_at(*at).is_none()
                && (self.reading.tags[*at].is_noun()
                    || matches!(self.reading.tags[*at].as_str(), "DT" | "JJ"))
        };
        let name = at + (at..sentence.end.min(at + LONGEST)).take_while(is_title).count();
        let (_, id) = self.mention_at(name).filter(|_| name < sentence.end)?;
        (self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Returns the one of two in the sentence before whose relative the row speaks of: the son, of "Roe flew home with his son,
    /// Tom. “My father wept,” he said".
    fn relative_of(&self, row: &Said, sentence: &Range<usize>) -> Option<usize> {
        const PAIRS: [(&[&str], &[&str]); 6] = [
            (
                &["father", "mother", "dad", "mum", "mom", "parents"],
                &["son", "daughter", "stepson", "stepdaughter"],
            ),
            (&["son", "daughter", "child"], &["father", "mother", "stepfather", "stepmother"]),
            (&["husband"], &["wife", "widow"]),
            (&["wife"], &["husband", "widower"]),
            (&["brother", "sister"], &["brother", "sister"]),
            (&["client"], &["lawyer", "attorney", "solicitor", "barrister"]),
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let said = row.content.iter().flat_map(|said| said.start + 1..said.end);
        let mut mine = said.filter(|&at| word(at - 1).eq_ignore_ascii_case("my")).map(word);
        let (_, others) = mine.find_map(|mine| PAIRS.iter().find(|(said, _)| said.contains(&mine)))?;
        let called = |at: &usize| {
            others.contains(&word(*at))
                && at.checked_sub(1).is_some_and(|before| self.reading.tags[before].as_str() == "PRP$")
        };
        let noun = sentence.clone().find(called)?;
        let name = noun + 1 + usize::from(noun + 1 < sentence.end && word(noun + 1) == ",");
        let (_, id) = self.mention_at(name).filter(|_| name < sentence.end)?;
        (self.entities[id].kind == EntityType::Person).then_some(id)
    }

    /// Says whether somebody may be who speaks a row.
    pub(super) fn may_be_he(&self, row: &Said, id: usize, masculine: bool) -> bool {
        self.entities[id].kind == EntityType::Person
            && !self.is_called_otherwise(id, masculine)
            && !self.is_barred(row, id)
    }

    /// Returns where the main clause of a sentence begins behind what opens it: "Asked by Roe if he knew, Doe wept", "While Roe
    /// slept, Doe wept"; the sentence's own start where nothing does.
    pub(super) fn main_clause(&self, sentence: &Range<usize>) -> usize {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        let joins = usize::from(matches!(tag(sentence.start), "CC" | "RB") && word(sentence.start) != "When");
        let start = sentence.start + joins;
        // "Nearby, a welder"
        let start = start + usize::from(joins > 0 && start + 1 < sentence.end && word(start) == ",");
        let opens = start < sentence.end
            && (matches!(tag(start), "IN" | "WRB" | "VBG" | "VBN" | "TO")
                || matches!(
                    word(start),
                    "Asked" | "Pressed" | "Questioned" | "Told" | "Although" | "Though" | "Shown"
                )
                || word(start).ends_with("ing") && self.mention_at(start).is_none());
        if !opens {
            return start;
        }
        let begins = |at: usize| {
            let end = match self.mention_at(at) {
                Some((span, _)) => at + self.words_in(at, span),
                None if matches!(tag(at), "PRP") => at + 1,
                None => {
                    let is_title = |at: &usize| {
                        self.mention_at(*at).is_none()
                            && (self.reading.tags[*at].is_noun() || matches!(tag(*at), "DT" | "JJ"))
                    };
                    let name = at + (at..sentence.end.min(at + LONGEST)).take_while(is_title).count();
                    match self.mention_at(name) {
                        Some((span, _)) => name + self.words_in(name, span),
                        None => name,
                    }
                }
            };
            let verb = (end..sentence.end).find(|&at| tag(at) != "RB");
            // "Outside, a porter who had heard it was stacking chairs."
            let says = |at: usize| matches!(tag(at), "VBD" | "VBZ" | "VBP" | "MD") || word(at) == "who";
            end > at && verb.is_some_and(says)
        };
        let mut commas = (start + 1..sentence.end.saturating_sub(1)).filter(|&at| word(at) == ",");
        commas.find(|&comma| begins(comma + 1)).map_or(start, |comma| comma + 1)
    }

    /// Returns the subject of the clause which begins with a word and has the verb at another.
    fn subject(&self, start: usize, verb: usize, masculine: bool) -> Option<Subject> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let tag = |at: usize| self.reading.tags[at].as_str();
        if start >= verb {
            return None;
        }
        let pronoun = if masculine { "he" } else { "she" };
        if word(start).eq_ignore_ascii_case(pronoun) {
            let id = self.linked(self.tokens.words[start]).and_then(|linked| linked.0?.entity);
            return Some(Subject::Named { id, at: start, pronoun: true, beside: false });
        }
        let is_called = |at: &usize| {
            self.mention_at(*at).is_none()
                && (self.reading.tags[*at].is_noun()
                    || matches!(tag(*at), "DT" | "PRP$" | "JJ" | "JJS" | "CD" | "HYPH" | "VBN")
                    // "The school's caretaker"
                    || *at > start && self.is_possessive(*at))
        };
        let mut head = start + (start..verb).take_while(is_called).count();
        // "One SNP backbencher"
        if head > start
            && let Some((span, id)) = self.mention_at(head).filter(|_| head < verb)
            && self.entities[id].kind != EntityType::Person
        {
            let after = head + self.words_in(head, span);
            if after < verb && self.reading.tags[after].is_noun() {
                head = after + (after..verb).take_while(is_called).count();
            }
        }
        // "Roe's father"
        let owner = self
            .mention_at(head)
            .map(|(span, _)| head + self.words_in(head, span))
            .filter(|&at| self.is_possessive(at));
        if let Some(at) = owner {
            head = at + 1 + (at + 1..verb).take_while(is_called).count();
        }
        let noun = head > start && self.reading.tags[head - 1].is_noun();
        let aside = head < verb && word(head) == "," && noun;
        let name = if aside { head + 1 } else { head };
        let is_title = |at: &usize| {
            self.mention_at(*at).is_none() && (self.reading.lists[*at].any(Lists::TITLE) || tag(*at) == "DT")
        };
        let name = name + if aside { (name..verb).take_while(is_title).count() } else { 0 };
        // "A neighbour who heard it, Jim Roe,"
        let told = aside || noun && head < verb && word(head) == "who";
        let (name, aside) = match self.called_by(name, verb).filter(|_| told) {
            Some(name) => (name, true),
            None => (name, aside),
        };
        if let Some((span, id)) = self.mention_at(name).filter(|_| name < verb)
            && self.entities[id].kind == EntityType::Person
        {
            let after = name + self.words_in(name, span);
            let ends = after == verb
                || tag(after) == "RB"
                || matches!(
                    word(after),
                    "," | "(" | "who" | "of" | "from" | "himself" | "herself" | "–" | "—" | "--"
                );
            let id = Some(id);
            return ends.then_some(Subject::Named { id, at: name, pronoun: false, beside: aside });
        }
        let called = noun
            && (head == verb
                || matches!(word(head), "," | "who" | "in" | "at" | "with" | "on")
                || matches!(tag(head), "RB" | "VBG"));
        let lower = word(head - usize::from(noun)).to_lowercase();
        let demonym = noun && self.reading.lists[head - 1].any(Lists::DEMONYM);
        let figure = lower == "figure" && self.is_anyone(start);
        let noble = NOBLES[usize::from(!masculine)].contains(&lower.as_str());
        let person = (demonym || figure || noble || may_be_called(&lower, masculine))
            && !is_plural(&lower)
            && !is_several(&lower);
        (called && person).then_some(Subject::Unnamed(start..head))
    }

    /// Returns where the name begins that an aside gives somebody, or that stands behind it: "His caddie, known to everyone as Jim
    /// Roe,", "who goes by Jim,", "A neighbour, who heard it, Jim Roe,".
    fn called_by(&self, aside: usize, end: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        // "a woman who asked to be identified as Ann", "who gave his name as Jim Roe"
        if word(aside) == "who" {
            let by_name = |at: usize| {
                word(at) == "as"
                    && (aside + 1..at)
                        .any(|at| matches!(word(at), "identified" | "name" | "known" | "himself" | "herself"))
            };
            let name = (aside + 1..end.min(aside + 2 * LONGEST)).find(|&at| by_name(at)).map(|at| at + 1);
            if let Some(name) = name.filter(|&name| name < end && self.names_person(name)) {
                return Some(name);
            }
        }
        let closes = (aside..end).find(|&at| word(at) == ",")?;
        let gives = match word(aside) {
            "known" | "nicknamed" | "named" | "called" | "dubbed" => true,
            "who" => (aside + 1..closes).any(|at| matches!(word(at), "goes" | "called" | "named")),
            _ => false,
        };
        let behind = closes + 1;
        let stands = |at: usize| {
            let (span, _) = self.mention_at(at)?;
            let after = self.tokens.words.get(at + self.words_in(at, span));
            (word(aside) == "who" && after.is_some_and(|&after| self.text.slice(after) == ",")).then_some(at)
        };
        (aside + 1..closes)
            .find(|&at| gives && self.names_person(at))
            .or_else(|| stands(behind).filter(|&at| at < end && self.names_person(at)))
    }

    /// Says whether a phrase is of somebody who was not spoken of before: "a welder", "one voter".
    fn is_anyone(&self, start: usize) -> bool {
        let word = self.text.slice(self.tokens.words[start]);
        ["a", "an", "another", "one"].iter().any(|any| word.eq_ignore_ascii_case(any))
    }

    /// Says whether the verb of a passive tells that its subject is asked: "Roe was asked whether".
    fn is_asked(&self, verb: usize, end: usize) -> bool {
        let next = (verb + 1..end).find(|&at| self.reading.tags[at].as_str() != "RB");
        next.is_some_and(|at| ASKS.contains(&self.text.slice(self.tokens.words[at])))
    }

    /// Returns whom the cue at a word asks: "asked the witness, Jane Roe,", "asked him".
    pub(super) fn asked_by(&self, cue: usize) -> Option<usize> {
        let end = self.tokens.sentences.partition_point(|sentence| sentence.end <= cue);
        match self.asked_at(cue, self.tokens.sentences.get(end)?.end, None)? {
            Asked::Named(id) => Some(id),
            Asked::Pronoun(id) | Asked::Described(id) => id,
            Asked::Unsaid => None,
        }
    }

    /// Returns whom the verb at a word asks, if it asks: "asked nurse Jane Roe if", "reminded him of"; nobody where it does not
    /// say whom: "asked whether". Not where he asks for something to be done.
    fn asked_at(&self, verb: usize, end: usize, asker: Option<usize>) -> Option<Asked> {
        let word = |at: usize| if at < end { self.text.slice(self.tokens.words[at]) } else { "" };
        let tag = |at: usize| self.reading.tags.get(at).map_or("", |tag| tag.as_str());
        // "arrested and cautioned"
        let verb = if word(verb + 1) == "and" && ASKS.contains(&word(verb + 2)) { verb + 2 } else { verb };
        let puts = matches!(word(verb), "put" | "puts") && word(verb + 1) == "it" && word(verb + 2) == "to";
        if !puts && !ASKS.contains(&word(verb)) {
            return None;
        }
        let object = if puts { verb + 3 } else { verb + 1 };
        if matches!(word(object), "if" | "whether" | "why" | "what" | "how" | "when" | "where" | "about") {
            return Some(Asked::Unsaid);
        }
        let is_title = |at: &usize| {
            self.mention_at(*at).is_none()
                && (self.reading.tags[*at].is_noun()
                    || matches!(self.reading.tags[*at].as_str(), "DT" | "JJ" | "CD"))
        };
        let title = (object..end.min(object + LONGEST)).take_while(is_title).count();
        let comma = usize::from(title > 0 && word(object + title) == ",");
        let name = object + title + comma;
        let (id, after) = match self.mention_at(name).filter(|_| name < end) {
            Some((span, id)) => (id, name + self.words_in(name, span)),
            None if matches!(word(object), "him" | "her") => {
                // "asked her assistant"
                if word(object) == "her" && self.reading.tags[object].as_str() == "PRP$" {
                    return None;
                }
                // "asked her to call"
                if matches!(word(object + 1), "to" | "for" | "out") {
                    return None;
                }
                let linked = self.linked(self.tokens.words[object]).and_then(|linked| linked.0?.entity);
                return Some(Asked::Pronoun(linked.filter(|&id| Some(id) != asker)));
            }
            // "asked the officer whether"
            None if title > 1
                && !matches!(word(name), "to" | "for")
                && (tag(object) == "NNP"
                    || tag(object) == "DT"
                        && [true, false]
                            .iter()
                            .any(|&masculine| may_be_called(word(name - 1), masculine))) =>
            {
                let phrase = object..name;
                let linked = self.linked(self.tokens.span(&phrase)).and_then(|linked| linked.0?.entity);
                let one = linked.or_else(|| self.holder_of(&phrase, phrase.end));
                return Some(Asked::Described(one.filter(|&id| Some(id) != asker)));
            }
            None => return None,
        };
        let wants = word(after) == "to" || word(after) == "for" || self.is_possessive(after);
        (!wants && Some(id) != asker).then_some(Asked::Named(id))
    }

    /// Returns who spoke before whoever asks "him" what was said last, where that one is the only other one named near: “I did,” Roe
    /// said.¶ Doe asked him why.¶ “I forget,” he said.
    fn spoke_before_asker(&self, asker: usize, last: &Last, row: &Said, masculine: bool) -> Option<usize> {
        let before = self.before_last(last, row, masculine).filter(|_| last.speaker.entity == Some(asker))?;
        let other = self.only_other(last, row, masculine)?;
        (other == before).then_some(before.entity).flatten()
    }

    /// Returns who answers where nobody is named as asked: whom the opening of the sentence names, who spoke before, or whom the
    /// sentence before that is about.
    fn whom_else(
        &self,
        sentence: &Range<usize>,
        start: usize,
        asker: usize,
        last: Option<&Last>,
        row: &Said,
        masculine: bool,
    ) -> Option<usize> {
        let may_be = |id: &usize| *id != asker && self.may_be_he(row, *id, masculine);
        let opening =
            (sentence.start..start).filter_map(|at| self.mention_at(at)).map(|(_, id)| id).find(may_be);
        let spoke = || last.and_then(|last| last.speaker.entity).filter(may_be);
        let above = || {
            let number = self.tokens.sentences.partition_point(|other| other.end <= sentence.start);
            let other = self.tokens.sentences.get(number.checked_sub(1)?)?;
            self.subject_of_sentence(other.end - 1).filter(may_be)
        };
        opening.or_else(above).or_else(spoke)
    }

    /// Returns whom the sentence before the one at an index accuses or asks: "Roe accused Doe of theft. He denied it.", and also
    /// whom it tells to be dismissed or arrested, where that one does not deny it: "Roe fired Doe. He learned of it by mail."
    fn accused_before(&self, sentence: usize, denies: bool) -> Option<usize> {
        let before = self.tokens.sentences.get(sentence.checked_sub(1)?)?.clone();
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if before.len() > MEMORY
            || self.tokens.paragraph_of(before.start)
                != self.tokens.paragraph_of(self.tokens.sentences[sentence].start)
        {
            return None;
        }
        let verb = self.main_verb(&(self.main_clause(&before)..before.end))?;
        let accuses = (verb..before.end.min(verb + 3))
            .find(|&at| ACCUSES.contains(&word(at)) && (denies || STRIKES.contains(&word(at))))?;
        if self.is_passive(verb, before.end) {
            return None;
        }
        let is_title = |at: &usize| {
            self.mention_at(*at).is_none()
                && (self.reading.tags[*at].is_noun()
                    || matches!(self.reading.tags[*at].as_str(), "DT" | "JJ"))
        };
        let object = accuses + 1;
        let name = object + (object..before.end.min(object + LONGEST)).take_while(is_title).count();
        match self.mention_at(name).filter(|_| name < before.end) {
            Some((_, id)) => (self.entities[id].kind == EntityType::Person).then_some(id),
            // "accused the minister"
            None => {
                let phrase = object..name;
                let linked = self.linked(self.tokens.span(&phrase)).and_then(|linked| linked.0?.entity);
                linked.or_else(|| self.holder_of(&phrase, phrase.end))
            }
        }
    }

    /// Returns whose words a sentence tells to be read out, or nobody without a name: "Roe read a statement from the victim, Ann
    /// Doe", "Ann Doe's statement was read by Roe".
    fn read_out(&self, sentence: &Range<usize>) -> Option<Option<usize>> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_writing = |at: &usize| {
            WRITINGS.contains(&word(*at)) || matches!(word(*at), "tribute" | "testimony" | "poem")
        };
        let read = sentence.clone().find(|&at| matches!(word(at), "read" | "reads"))?;
        if self.is_passive(read.checked_sub(1)?, sentence.end) {
            let writing = (sentence.start..read).find(is_writing)?;
            let owner = (sentence.start..writing)
                .find_map(|at| self.mention_at(at).map(|(span, id)| (at + self.words_in(at, span), id)));
            return owner.filter(|&(after, _)| self.is_possessive(after)).map(|(_, id)| Some(id));
        }
        let writing = (read + 1..sentence.end.min(read + LONGEST)).find(is_writing)?;
        let from = writing + 1;
        if from >= sentence.end || !matches!(word(from), "from" | "by" | "of") {
            return None;
        }
        let mut named = (from + 1..sentence.end.min(from + 2 * LONGEST)).filter_map(|at| self.mention_at(at));
        let person =
            named.find(|&(span, id)| self.entities[id].kind == EntityType::Person && !self.owns(span));
        Some(person.map(|(_, id)| id))
    }

    /// Returns whom a sentence without a person for its subject names for the first time behind its verb: "Among them was Tom
    /// Roe, a driver", "The strike is led by Tom Roe", "That angered Tom Roe".
    fn brought_in(&self, sentence: &Range<usize>, verb: usize) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let named =
            |at: usize| self.mention_at(at).filter(|&(_, id)| self.entities[id].kind == EntityType::Person);
        if (sentence.start..verb).any(|at| named(at).is_some_and(|(span, _)| !self.owns(span))) {
            return None;
        }
        let (at, (span, id)) = (verb + 1..sentence.end).find_map(|at| Some((at, named(at)?)))?;
        let is_title = |at: &usize| {
            self.reading.tags[*at].is_noun() || matches!(self.reading.tags[*at].as_str(), "DT" | "JJ")
        };
        let from = at - (verb + 1..at).rev().take(LONGEST).take_while(is_title).count();
        let governor = word(from - 1);
        let by = governor == "by" && self.is_passive(verb, sentence.end);
        // "The plan was refused, with Tom Roe the only one in favour."
        let beside = governor == "with"
            && from > sentence.start + 2
            && word(from - 2) == ","
            && self.is_article(at + self.words_in(at, span));
        // "There was another student, a Dutch girl, Ann Roe."
        let there = word(sentence.start) == "There" && verb == sentence.start + 1 && governor == ",";
        let direct = from - 1 == verb
            || beside
            || there
            || self.reading.tags[from - 1].is_verb()
            || matches!(self.reading.tags[from - 1].as_str(), "RB");
        let is_new = self.entities[id]
            .mentions
            .iter()
            .find(|mention| mention.form == Form::Name)
            .is_some_and(|mention| mention.span == span);
        let others = (at + 1..sentence.end).any(|at| named(at).is_some_and(|(_, other)| other != id));
        let whole = self.words_in(at, span) > 1;
        ((is_new && whole && (by || direct) || beside) && !others && !self.owns(span)).then_some(id)
    }

    /// Says whether a sentence that names nobody brings somebody in behind its verb: "Then there was the barman", "Police arrested
    /// a suspect, 24".
    fn brings_somebody(&self, sentence: &Range<usize>, verb: usize, masculine: bool) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let start = verb + 1;
        if start + 1 >= sentence.end || sentence.clone().any(|at| self.names_person(at)) {
            return false;
        }
        let there = verb > sentence.start && word(verb - 1).eq_ignore_ascii_case("there");
        let is_called = |at: &usize| {
            self.reading.tags[*at].is_noun()
                || matches!(self.reading.tags[*at].as_str(), "JJ" | "HYPH" | "CD")
        };
        let length = (start + 1..sentence.end.min(start + LONGEST)).take_while(is_called).count();
        let noun = word(start + length).to_lowercase();
        let person = length > 0 && may_be_called(&noun, masculine) && !is_plural(&noun) && !is_several(&noun);
        person && (self.is_anyone(start) || there && word(start) == "the")
    }

    /// Returns the only other person whom the sentence before names, where what "he" says is told to one: "The judge, Roe, jailed
    /// Doe. “You lie,” he told the judge."
    fn tells_back(&self, row: &Said, sentence: &Range<usize>, masculine: bool) -> Option<usize> {
        let hearer = self.hearer_of(row)?;
        let mut others = sentence.clone().filter_map(|at| self.mention_at(at)).map(|(_, id)| id);
        let hears = others.clone().any(|id| id == hearer);
        let one = others.find(|&id| id != hearer && self.may_be_he(row, id, masculine)).filter(|_| hears)?;
        others.all(|id| id == one || id == hearer || !self.may_be_he(row, id, masculine)).then_some(one)
    }

    /// Says whether somebody without a name who may be "he" does something in a sentence, but is not its subject: "Roe was nine
    /// when his father sat him down", "Roe was raised by his father", "I told my neighbour."
    fn leaves_open(&self, sentence: &Range<usize>, masculine: bool) -> bool {
        let word = |at: usize| if at < sentence.end { self.text.slice(self.tokens.words[at]) } else { "" };
        let tag = |at: usize| self.reading.tags.get(at).map_or("", |tag| tag.as_str());
        let is_finite = |at: usize| matches!(tag(at), "VBD" | "VBZ" | "VBP" | "MD");
        let object = if masculine { "him" } else { "her" };
        let called = |at: usize| may_be_called(&word(at).to_lowercase(), masculine) && tag(at) == "NN";
        let tells = (sentence.start..sentence.end.min(sentence.start + LONGEST)).find(|&at| is_finite(at));
        if let Some(tells) = tells
            && matches!(word(sentence.start), "I" | "We")
            && matches!(word(tells), "told" | "asked" | "phoned" | "called" | "met" | "visited" | "stopped")
        {
            return (tells + 1..sentence.end.min(tells + LONGEST)).any(called);
        }
        let raised = self.main_verb(sentence).filter(|&verb| self.is_passive(verb, sentence.end));
        (sentence.start + 2..sentence.end).any(|at| {
            let kin = tag(at - 1) == "PRP$" && is_kin(word(at)) && called(at);
            let sits = matches!(word(at - 2), "when" | "as" | "that" | "how" | "until" | "before" | "after")
                && is_finite(at + 1)
                && (at + 2..at + 4).any(|at| word(at) == object);
            let by = word(at - 2) == "by" && raised.is_some_and(|verb| verb < at && at < verb + LONGEST);
            kin && (sits || by)
        })
    }

    /// Says whether a row answers what its paragraph, or the one above, asks the reader about "him", where who spoke before did so of
    /// another "him": “He was late,” said Roe.¶ Was he? He smiles. “Never,” he says.
    fn asks_of_another(&self, row: &Said, paragraph: usize, last: Option<&Last>, masculine: bool) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let him = if masculine { ["he", "him", "his"] } else { ["she", "her", "hers"] };
        let of_him = |at: usize| him.iter().any(|him| word(at).eq_ignore_ascii_case(him));
        let first = row.content[0].start.min(row.source.start);
        let from =
            self.tokens.paragraphs[paragraph.saturating_sub(1)].start.max(first.saturating_sub(MEMORY));
        let Some(last) = last.filter(|last| last.content.iter().all(|said| said.end < first)) else {
            return false;
        };
        let mark =
            (from.max(last.at)..first).find(|&at| word(at) == "?" && self.reading.stretch_at(at).is_none());
        // Would he go? Mr. Roe smiled. “Never,” he said.
        let named_since = |mark: usize| {
            (mark..first).filter_map(|at| self.mention_at(at)).any(|(_, id)| {
                self.entities[id].kind == EntityType::Person && !self.is_called_otherwise(id, masculine)
            })
        };
        let asks = mark.is_some_and(|mark| (from.max(last.at)..mark).any(of_him) && !named_since(mark));
        let named = |at: usize| {
            self.mention_at(at).is_some_and(|(_, id)| {
                last.speaker.entity != Some(id)
                    && self.entities[id].kind == EntityType::Person
                    && !self.is_called_otherwise(id, masculine)
            })
        };
        asks && last.content.iter().any(|said| said.clone().any(|at| of_him(at) || named(at)))
    }

    /// Says whether a row speaks of "my father" where the words before a name call that one a father.
    fn of_my(&self, row: &Said, words: &Range<usize>) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let kin = words.clone().rev().map(word).find(|word| is_kin(&word.to_lowercase()));
        kin.is_some_and(|kin| self.says_my(row, &[kin]))
    }

    /// Says whether the row's words have "my" before one of the nouns.
    fn says_my(&self, row: &Said, nouns: &[&str]) -> bool {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let said = row.content.iter().flat_map(|said| said.start..said.end.saturating_sub(1));
        said.into_iter().any(|at| word(at).eq_ignore_ascii_case("my") && nouns.contains(&word(at + 1)))
    }

    /// Returns the speaker of a row behind a sentence whose subject is somebody without a name: "The porter shook his head. “…,”
    /// he said", "His son was with him. “My father …,” he said"; nobody where another one may be meant.
    fn bystander(
        &self,
        row: &Said,
        sentence: &Range<usize>,
        verb: usize,
        words: &Range<usize>,
        last: Option<&Last>,
        masculine: bool,
    ) -> Option<Option<Speaker>> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let head = words.end - 1;
        let noun = word(head).to_lowercase();
        let span = self.tokens.span(words);
        let is_party = PARTIES.contains(&noun.as_str());
        let is_sure = |linked: &Told| !is_party || linked.1.probability() >= LEAST_POSSESSED;
        let linked = self.linked(span).filter(is_sure).and_then(|linked| linked.0?.entity);
        let owned = self.reading.tags[words.start].as_str() == "PRP$"
            || words.clone().any(|at| self.is_possessive(at));
        let phrase = || Speaker { entity: None, name: self.text.slice(span).to_owned() };
        // "The botanist who picked it has gone." is nobody who spoke.
        let of_other = (verb + 1..sentence.end).any(|at| self.names_person(at));
        if !owned && self.tokens.words.get(words.end).is_some_and(|&next| self.text.slice(next) == "who") {
            return Some((!of_other).then(phrase));
        }
        let known = linked.or_else(|| self.holder_of(words, words.end)).or_else(|| self.spouse_of(words));
        if let Some(id) = known {
            return self.may_be_he(row, id, masculine).then(|| Some(self.entity(id)));
        }
        // "The diplomat, who asked not to be named,"
        let anonymous = sentence.clone().any(|at| matches!(word(at), "identified" | "named" | "anonymity"))
            && (head + 1..sentence.end.min(head + 3)).any(|at| word(at) == "who");
        let any = self.is_anyone(words.start) || anonymous;
        let kin = owned && is_kin(&noun);
        // "Coach Roe praised Doe. “He ran,” Roe said. The Pole blushed."
        if !owned && self.reading.lists[head].any(Lists::DEMONYM) {
            let other = last.and_then(|last| self.only_other(last, row, masculine));
            return Some(other);
        }
        if let Some(id) = self.named_right_before(sentence, words, verb) {
            return self.may_be_he(row, id, masculine).then(|| Some(self.entity(id)));
        }
        // "The party's treasurer shrugged.", "Roe's lawyer was less calm."
        let moved = self.gestures(verb) || self.shows_mind(sentence, self.tokens.words[head]);
        if !(kin || any || is_party || owned && moved || STAFF.contains(&noun.as_str())) {
            let apart = last.and_then(|last| last.speaker.entity).is_some_and(|id| self.is_apart(&noun, id));
            return (apart && word(words.start).eq_ignore_ascii_case("the")).then(|| Some(phrase()));
        }
        let acts = !self.is_passive(verb, sentence.end)
            && !matches!(word(verb), "is" | "was" | "has" | "had" | "'s" | "died" | "dies")
            || moved
            || self.is_asked(verb, sentence.end);
        let child = matches!(noun.as_str(), "son" | "daughter" | "stepson" | "stepdaughter");
        // "My father asked for tea": who is a son.
        if kin && child && self.says_my(row, &["father", "mother", "dad", "mum", "mom", "parents"]) {
            return Some(Some(phrase()));
        }
        if kin && self.says_my(row, &[noun.as_str()]) {
            return Some(None);
        }
        // "The victim is recovering."
        if is_party && !acts && !of_other {
            return None;
        }
        Some((acts && !of_other).then(phrase))
    }

    /// Returns the only person whom the sentence before one names, of its paragraph, where this one tells a gesture of "the flanker":
    /// news say a name once and vary it next.
    fn named_right_before(
        &self,
        sentence: &Range<usize>,
        words: &Range<usize>,
        verb: usize,
    ) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        if words.len() != 2 || words.end != verb || !word(words.start).eq_ignore_ascii_case("the") {
            return None;
        }
        let noun = word(words.end - 1).to_lowercase();
        let stands_by = PARTIES.contains(&noun.as_str()) || STAFF.contains(&noun.as_str()) || is_kin(&noun);
        if stands_by || is_plural(&noun) || !self.gestures(verb) {
            return None;
        }
        let own = self.tokens.sentences.partition_point(|other| other.end <= sentence.start);
        let above = self.tokens.sentences.get(own.checked_sub(1)?)?;
        let here = self.tokens.paragraph_of(above.start) == self.tokens.paragraph_of(sentence.start);
        if !here || above.len() > MEMORY || above.clone().any(|at| self.reading.stretch_at(at).is_some()) {
            return None;
        }
        let subject = self.subject_of_sentence(above.end - 1)?;
        // "Roe was asked about it. The flanker smiled.", not "Roe asked the chairman. The chairman nodded."
        let asked = self.main_verb(above).is_some_and(|verb| self.is_asked(verb, above.end));
        if !asked && !TRADES.contains(&noun.as_str()) {
            return None;
        }
        let mut people =
            above.clone().filter(|&at| self.names_person(at)).filter_map(|at| self.mention_at(at));
        people.all(|(_, id)| id == subject).then_some(subject)
    }

    /// Says whether somebody is no speaker of a row: he is named in its words, or they are told to him: "“You lie,” he told the
    /// judge".
    pub(super) fn is_barred(&self, row: &Said, id: usize) -> bool {
        self.is_named_in(&row.content, id)
            || self.is_work(id)
            || self.hearer_of(row) == Some(id)
            || self.subject_around(row) == Some(id)
            || self.asks_first(row) == Some(id)
            || self.is_addressed(row, id)
            || self.sentence_before(row).and_then(|(_, before)| self.dies(&before)) == Some(id)
    }

    /// Says whether what readers take for somebody is a work: "The new record, Salt Road, began", "He sat under the Stubbs. … There is
    /// no Stubbs."
    fn is_work(&self, id: usize) -> bool {
        /// So many names at most are looked at, and words before the first.
        const MOST: usize = 8;
        const WORKS: [&str; 9] =
            ["record", "album", "single", "novel", "memoir", "film", "movie", "song", "play"];
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let before = |at: usize, back: usize| at.checked_sub(back).map_or("", word);
        let mut names = self.entities[id]
            .mentions
            .iter()
            .filter(|mention| mention.form == Form::Name)
            .map(|mention| (self.first_word(mention.span), mention.span));
        let Some((first, span)) = names.clone().next() else { return false };
        // "The new record, Salt Road, began"
        if before(first, 1) == "," && WORKS.contains(&before(first, 2)) {
            let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= first);
            let start = self.tokens.sentences.get(own).map_or(first, |sentence| sentence.start);
            let subject = (start..first).len() <= MOST
                && (start..first - 1)
                    .all(|at| self.is_of_name(at) || self.reading.tags[at].as_str() == "PRP$");
            return subject && word(first + self.words_in(first, span)) == ",";
        }
        // "He sat under the Stubbs. … There is no Stubbs."
        let of_thing = |(at, _): (usize, Span)| matches!(before(at, 1), "the" | "no" | "a");
        let single = !self.entities[id].name.contains(' ');
        single
            && names.clone().take(MOST).any(|(at, _)| before(at, 1) == "no")
            && names.by_ref().take(MOST).all(of_thing)
    }

    /// Returns who asks in what opens a row's sentence, or of whom it speaks: "Asked by Roe whether he knew, he said", "When Roe asked
    /// Doe about it, he said", "Of Mr. Roe he said".
    pub(super) fn asks_first(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let source = row.source.start;
        let own = self.tokens.sentences.partition_point(|sentence| sentence.end <= source);
        let start = self.tokens.sentences.get(own)?.start;
        if source < start + 2 || source - start > MEMORY {
            return None;
        }
        let person =
            |at: usize| self.mention_at(at).filter(|&(_, id)| self.entities[id].kind == EntityType::Person);
        if matches!(word(start), "Of" | "About") {
            let mut near = start + 1..source.min(start + LONGEST);
            let (name, (span, id)) = near.find_map(|at| Some((at, person(at)?)))?;
            let after = name + self.words_in(name, span);
            let ends = after == source || after + 1 == source && word(after) == ",";
            return (ends && !self.owns(span)).then_some(id);
        }
        if source == start + 2 {
            return None;
        }
        if matches!(word(start), "When" | "As" | "After") {
            let (name, (span, id)) =
                (start + 1..source.min(start + LONGEST)).find_map(|at| Some((at, person(at)?)))?;
            let verb = name + self.words_in(name, span);
            return (verb < source && ASKS.contains(&word(verb))).then_some(id);
        }
        let asked = word(start).to_lowercase();
        let by = start + 1;
        if !(ASKS.contains(&asked.as_str()) || asked == "under" || asked == "told") || source <= by + 1 {
            return None;
        }
        let by = if asked == "under" { by + 1 } else { by };
        if !matches!(word(by), "by" | "from") {
            return None;
        }
        (by + 1..source.min(by + 2 * LONGEST))
            .take_while(|&at| {
                // "Asked by an analyst, Jane Roe, whether"
                let stops = word(at) == "," && !(self.is_article(by + 1) && self.names_person(at + 1));
                !stops && !matches!(word(at), "if" | "whether" | "about" | "why" | "what")
            })
            .filter_map(|at| person(at).filter(|&(span, _)| !self.owns(span)))
            .map(|(_, id)| id)
            .next()
    }

    /// Says whether a row speaks to somebody by the name or the title: "“No, Jane.”", "“I did not, Senator.”"
    pub(super) fn is_spoken_to(&self, row: &Said, id: usize) -> bool {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let is_called = |at: usize| {
            let after = || self.mention_at(at).map(|(span, its)| (at + self.words_in(at, span), its));
            word(at - 1) == ","
                && after()
                    .is_some_and(|(after, its)| its == id && matches!(word(after), "." | "!" | "?" | "”"))
        };
        let mut said = row.content.iter().flat_map(|said| said.start + 1..said.end);
        said.any(is_called) || self.is_addressed(row, id)
    }

    /// Says whether a row speaks to somebody by the title that stands before the name: "Mr. Mayor, …", "…, your honor".
    fn is_addressed(&self, row: &Said, id: usize) -> bool {
        const TITLES: [&str; 12] = [
            "mayor", "judge", "justice", "senator", "minister", "governor", "president", "coach", "officer",
            "professor", "doctor", "chairman",
        ];
        let word = |at: usize| self.text.slice(self.tokens.words[at]);
        let is_any = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
        let addressed = |at: usize| {
            let before = || at.checked_sub(1).map_or("", word);
            if is_any(word(at), &["honor", "honour"]) {
                return is_any(before(), &["your"]).then_some("judge");
            }
            let title = *TITLES.iter().find(|title| word(at).eq_ignore_ascii_case(title))?;
            let next = self.tokens.words.get(at + 1).map_or("", |&next| self.text.slice(next));
            let courtesy = is_any(before(), &["mr", "mr.", "madam", "mister"]);
            let closes = before() == "," && matches!(next, "," | "." | "!" | "?" | "”" | "\"");
            (courtesy || closes).then_some(title)
        };
        let mut titles = row.content.iter().flat_map(Clone::clone).filter_map(addressed).take(2).peekable();
        if titles.peek().is_none() {
            return false;
        }
        let names = self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name).take(4);
        titles.any(|title| {
            names.clone().any(|mention| {
                let at = self.first_word(mention.span);
                let stands_at = |at: usize| in_full(&word(at).to_lowercase()) == title;
                stands_at(at) || at.checked_sub(1).is_some_and(stands_at)
            })
        })
    }

    /// Returns the subject of the words that a row's source and cue part: "Roe, he said, was right".
    fn subject_around(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let Range { start, end } = row.source;
        let name_end = start.checked_sub(2)?;
        if word(start - 1) != "," || row.cue.start != end || word(row.cue.end) != "," {
            return None;
        }
        let before =
            self.mentions.partition_point(|&(span, _, _)| span.start < self.tokens.words[start].start);
        let &(span, form, id) = self.mentions[..before].last()?;
        let opens = self.tokens.sentences.partition_point(|sentence| sentence.end <= name_end);
        let opens = self.tokens.words[self.tokens.sentences.get(opens)?.start].start == span.start;
        (opens && form == Form::Name && span.end == self.tokens.words[name_end].end).then_some(id)
    }

    /// Returns whom a row is told to: "he told the judge", "she tells Roe".
    fn hearer_of(&self, row: &Said) -> Option<usize> {
        let word = |at: usize| self.tokens.words.get(at).map_or("", |&word| self.text.slice(word));
        let tells = row.cue.clone().find(|&at| {
            matches!(word(at), "told" | "tells" | "assured" | "warned" | "reminded" | "informed")
        })?;
        let hearer = tells + 1;
        if tells < row.source.start {
            return None;
        }
        if let Some((span, id)) = self.mention_at(hearer) {
            return (!self.owns(span)).then_some(id);
        }
        let is_called = |at: &usize| {
            self.reading.shapes.get(*at).is_some_and(|&shape| shape != Shape::Mark)
                && self.reading.tags[*at].is_noun()
        };
        if word(hearer) != "the" {
            return None;
        }
        let phrase = hearer..hearer + 1 + (hearer + 1..hearer + 4).take_while(is_called).count();
        let linked = self.linked(self.tokens.span(&phrase)).and_then(|linked| linked.0?.entity);
        linked.or_else(|| self.holder_of(&phrase, phrase.end)).or_else(|| self.officer(&phrase))
    }

    /// Returns the person named last who has a rank, where a phrase is "the officer".
    fn officer(&self, phrase: &Range<usize>) -> Option<usize> {
        /// So many names back at most.
        const NEAR: usize = 4;
        const RANKS: [&str; 14] = [
            "pc", "constable", "sgt", "sergeant", "inspector", "detective", "superintendent", "trooper",
            "deputy", "officer", "captain", "lieutenant", "dc", "det",
        ];
        let head = self.text.slice(self.tokens.words[phrase.end - 1]);
        if !matches!(head, "officer" | "policeman" | "policewoman" | "detective") {
            return None;
        }
        let is_rank = |at: usize| {
            let before = self.text.slice(self.tokens.words[at]).trim_end_matches('.').to_lowercase();
            RANKS.contains(&before.as_str())
        };
        let is_ranked = |mention: &Mention| {
            let at = self.first_word(mention.span);
            is_rank(at) || at.checked_sub(1).is_some_and(is_rank)
        };
        let ranked = |id: usize| {
            let mut names =
                self.entities[id].mentions.iter().filter(|mention| mention.form == Form::Name).take(4);
            names.any(is_ranked)
        };
        let start = self.tokens.words[phrase.start].start;
        let before = self.mentions.partition_point(|&(span, _, _)| span.start < start);
        let mut people = self.mentions[..before].iter().rev().take(NEAR).filter_map(|&(_, form, id)| {
            (form == Form::Name && self.entities[id].kind == EntityType::Person).then_some(id)
        });
        people.find(|&id| ranked(id))
    }
}
