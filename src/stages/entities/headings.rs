//! Headings With All Words Like This, in which readers see names that run on: the names that the text below has tell.

use super::Name;
use super::told::Told;
use crate::found::EntityType;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::ops::Range;

/// Names of more words than this are not looked for.
const LONGEST: usize = 6;
/// So many words in a heading that readers hold for one name are more than that.
const TOO_LONG: usize = 5;

impl Told<'_> {
    /// Parts what readers take for one name in a heading, "Roe Signs Ely Bill", and takes the names in it that the text below has.
    pub fn take_heading(self, names: &mut Vec<Name>) {
        let Some(heading) =
            self.tokens.paragraphs.first().filter(|heading| self.is_title_case(heading)).cloned()
        else {
            return;
        };
        let in_heading = names.partition_point(|name| name.words.start < heading.end);
        let known = self.names_below(&names[in_heading..]);
        // "Young" is nobody where the text has "young".
        let small: HashSet<&str> = (heading.end..self.tokens.words.len())
            .map(|at| self.word(at))
            .filter(|word| word.starts_with(char::is_lowercase))
            .collect();
        let mut found: Vec<Name> = Vec::new();
        let mut at = heading.start;
        while at < heading.end {
            let most = heading.end.min(at + LONGEST);
            let name = (at + 1..=most).rev().find_map(|end| {
                let words = at..end;
                let body = self.folded(words.clone());
                let kind = known.get(body.as_str()).copied()?;
                let is_word = end - at == 1 && (small.contains(body.as_str()) || body.len() < 3);
                (!is_word && self.word(at).starts_with(char::is_uppercase)).then_some(Name { words, kind })
            });
            at = name.as_ref().map_or(at + 1, |name| name.words.end);
            found.extend(name);
        }
        let touches = |name: &Name, other: &Name| {
            name.words.start < other.words.end && other.words.start < name.words.end
        };
        let runs_on = |name: &Name| {
            let body = self.folded(name.words.clone());
            let inner = name.words.start + 1..name.words.end;
            !known.contains_key(body.as_str())
                && (name.words.len() >= TOO_LONG || inner.into_iter().any(|at| self.tag(at).is_verb()))
        };
        let kept: Vec<Name> = names
            .drain(..in_heading)
            .filter(|name| !(runs_on(name) && found.iter().any(|other| touches(name, other))))
            .collect();
        found.retain(|name| !kept.iter().any(|other| touches(name, other)));
        let mut all = kept;
        all.append(&mut found);
        all.sort_by_key(|name| name.words.start);
        names.splice(0..0, all);
    }

    /// Says whether a paragraph is a heading whose words begin with capitals, and not all in them.
    fn is_title_case(self, words: &Range<usize>) -> bool {
        const FEWEST: usize = 4;
        let (mut capital, mut all, mut small) = (0, 0, 0);
        for word in words.clone().map(|at| self.word(at)).filter(|word| word.chars().count() > 3) {
            all += 1;
            capital += usize::from(word.starts_with(char::is_uppercase));
            small += usize::from(word.contains(char::is_lowercase));
        }
        let ends = words.end.checked_sub(1).map_or("", |last| self.word(last));
        self.tokens.paragraphs.len() > 1
            && words.len() < 30
            && all >= FEWEST
            && capital * 10 >= all * 9
            && small * 2 > all
            && !matches!(ends, "." | "!" | "\"" | "”")
    }

    /// Returns the names below the heading, and the surnames of people, in small letters.
    fn names_below(self, names: &[Name]) -> HashMap<String, EntityType> {
        let mut known: HashMap<String, EntityType> = HashMap::new();
        for name in names.iter().filter(|name| name.words.len() <= LONGEST) {
            let body = self.folded(name.words.clone());
            known.entry(body).or_insert(name.kind);
            if name.kind == EntityType::Person && name.words.len() > 1 {
                known.entry(self.word(name.words.end - 1).to_lowercase()).or_insert(name.kind);
            }
        }
        known
    }
}
