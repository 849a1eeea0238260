//! Which names mean the same thing: rules over folded words.
//!
//! Every distinct name is looked at once, longest first, and joins the entity whose name it can stand for: a
//! surname its person, initials what they abbreviate, "the Foreign Ministry" the "Russian Foreign Ministry".
//! Only a surname that several people bear is decided anew wherever it stands.

mod bearers;
mod keys;
mod prepare;
mod short;

use super::Name;
use super::beside::Beside;
use super::fold::{ByWord, Word, Words};
use super::people::Age;
use crate::error::{Deadline, Reject};
use crate::found::EntityType;
use crate::reading::Reading;
use crate::reading::nouns::Gender;
use crate::text::Text;
use crate::tokens::Tokens;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::ops::Range;

/// A thing that has at least one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// How often it was labelled each type.
    kinds: [u32; 4],
    pub male: u32,
    pub female: u32,
    /// How often each of these is unsure.
    pub unsure: [u32; 2],
    /// The name for it that says most.
    fullest: usize,
    pub mentions: u32,
    /// How often a person is named by the surname alone, and by the given name alone.
    surname_alone: u32,
    given_alone: u32,
    /// How often a person is named by the surname alone, without a title.
    bare: u32,
    /// How often the whole article, outside of quotation marks, has a person's full name, and the given name alone.
    in_full: u32,
    by_given: u32,
    /// Whether it was first named as somebody's relative.
    relative: bool,
    /// Whether a person has been named by the surname so far, alone or in full.
    borne: bool,
    /// The number of its last name seen so far, plus one.
    last: usize,
    /// Its longest names, by their distinct keys.
    forms: Vec<usize>,
}

/// Names of more words than this are looked up whole only.
const MAX_PARTS: usize = 12;

impl Group {
    /// Returns the type it was labelled most often.
    pub fn kind(&self) -> EntityType {
        let mut best = EntityType::ALL[0];
        for kind in EntityType::ALL {
            if self.kinds[kind as usize] > self.kinds[best as usize] {
                best = kind;
            }
        }
        best
    }

    fn gender(&self) -> Gender {
        Gender::of_more([self.male, self.female])
    }

    /// Returns the gender that more than an office or a name of men and women tells.
    fn sure_gender(&self) -> Gender {
        let [male, female] = self.unsure;
        Gender::of_more([self.male.saturating_sub(male), self.female.saturating_sub(female)])
    }
}

/// What the names of an article mean.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// For each name its group; none for a bare title ("the President"), which is no name.
    pub owner: Vec<Option<usize>>,
    pub groups: Vec<Group>,
    names: Vec<Prepared>,
}

/// A name as it stands, made ready.
#[derive(Debug)]
struct Prepared {
    /// Without titles, leading article and possessive.
    core: Range<usize>,
    kind: EntityType,
    /// Index into the distinct keys.
    key: usize,
    gender: Gender,
    /// Whether only an office or a name made a man or a woman of it that the other bears too: "spokesman Hope Roe".
    unsure: bool,
    /// How many words it has that say something.
    length: usize,
    /// Whether "the" stands before it or begins it.
    definite: bool,
    /// Where it is said whose brother or wife that is, whether that tells who is older.
    relative: Option<Age>,
    /// Where its country is told by "Japan's" before it, the first word of that.
    owner: Option<usize>,
    /// The office or rank of a person, by the word before the name.
    title: Option<Word>,
}

/// A distinct name.
#[derive(Debug)]
struct Key {
    parts: Range<usize>,
    /// The first name that has it.
    first: usize,
    kinds: [u32; 4],
    /// How often titles and given names tell a man and a woman.
    genders: [u32; 2],
    /// Whether it is written like an abbreviation wherever it stands: "UN", "U.N.", "IE6".
    acronym: bool,
    definite: bool,
    /// Whether "Inc." or the like stands behind it somewhere.
    firm: bool,
    /// The offices and ranks before a person's full name.
    titles: Vec<Word>,
    /// How many parts of a person's name stand before a hyphen, if it has one.
    hyphen: usize,
    /// Whether the surname comes first in it: "Lee Jae-hwan".
    surname_first: bool,
    /// Whether it is said that this is a child, or dead.
    child: bool,
    dead: bool,
    /// Whether it is said that nobody is called so any more: "born Ann Doe".
    former: bool,
    place: Place,
}

/// In place of a group that there is none of yet.
const NO_GROUP: usize = usize::MAX;

/// Where the names of a key go.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Undecided,
    One(usize),
    /// A person's name of one word, or the bare noun of an organisation: the best of these where it stands.
    Several(Vec<usize>),
    /// A place or a firm, and a person: by the label.
    Split {
        person: Vec<usize>,
        other: usize,
    },
    /// A bare title.
    Nobody,
}

/// Groups `names`, which stand in order of position.
pub(super) fn group(
    text: &Text,
    tokens: &Tokens,
    reading: &Reading,
    names: &[Name],
    words: &mut Words,
    deadline: Deadline,
) -> Result<Grouped, Reject> {
    let mut grouping = Grouping {
        beside: Beside { text, tokens, reading, names },
        text,
        tokens,
        reading,
        words,
        arena: Vec::with_capacity(names.len() * 2),
        keys: Vec::new(),
        by_key: ByWord::new(),
        by_part: ByWord::new(),
        by_initials: ByWord::new(),
        by_title: HashMap::new(),
        people: HashSet::new(),
        apart: HashSet::new(),
        namesakes: HashSet::new(),
        called: HashMap::new(),
        family: HashMap::new(),
        first_surnames: HashMap::new(),
        grouped: Grouped::default(),
        parts: Vec::new(),
        folded: String::new(),
        joined: String::new(),
    };
    grouping.note_people();
    for (at, name) in names.iter().enumerate() {
        if at.is_multiple_of(256) {
            deadline.check("entities")?;
        }
        grouping.prepare(name);
    }
    grouping.tell_by_pronouns();
    grouping.tell_by_words_between();
    grouping.place_keys(deadline)?;
    grouping.count_given_names();
    grouping.place_names(deadline)?;
    Ok(grouping.grouped)
}

struct Grouping<'a> {
    beside: Beside<'a>,
    text: &'a Text,
    tokens: &'a Tokens,
    reading: &'a Reading,
    words: &'a mut Words,
    /// The parts of all keys.
    arena: Vec<Word>,
    keys: Vec<Key>,
    by_key: ByWord<usize>,
    /// The groups with a word in one of their names.
    by_part: ByWord<Vec<usize>>,
    /// Groups by the first letters of their names.
    by_initials: ByWord<Vec<usize>>,
    /// People known by title and surname only, "the elder Roe" beside the younger.
    by_title: HashMap<(usize, bool, Age), usize>,
    /// The full names of people, as [`Grouping::joined`] numbers them.
    people: HashSet<Word>,
    /// Pairs of keys, the lower one first, that two people bear.
    apart: HashSet<(usize, usize)>,
    /// The keys of full names that stand beside another's bare surname, which is the same.
    namesakes: HashSet<usize>,
    /// For a key another one of the same person, where the article says so.
    called: HashMap<usize, usize>,
    /// For a surname the given names that stand for people of that name.
    family: HashMap<Word, Vec<usize>>,
    /// For a surname that somebody has as the last one the people of whose two surnames it is the first.
    first_surnames: HashMap<usize, Vec<usize>>,
    grouped: Grouped,
    /// Buffers for the name in hand.
    parts: Vec<Word>,
    folded: String,
    joined: String,
}

impl Grouping<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.slice(self.tokens.words[at])
    }
}

impl Grouped {
    /// Returns the name of a group as it is shown: one space between words, "Japan's Foreign Ministry" with its country.
    pub fn display(&self, text: &Text, tokens: &Tokens, group: usize) -> String {
        let Prepared { core, owner, .. } = &self.names[self.groups[group].fullest];
        let body = text.slice(tokens.span(&(owner.unwrap_or(core.start)..core.end)));
        let mut name = String::with_capacity(body.len());
        for word in body.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        name
    }

    /// Says whether the name at `at` stands for several people of one surname: "the Clintons".
    pub fn is_family(&self, at: usize) -> bool {
        self.names[at].definite && self.names[at].kind == EntityType::Person
    }
}
