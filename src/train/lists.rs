//! Clusters and gazetteers from their files, as the fingerprints that the reader keeps.

use super::corpus;
use crate::reading::linear::lists::{Lists, MAX_PHRASE, PHRASE_START, longer};
use crate::reading::linear::table::{Table, fingerprint, hash};
use std::collections::BTreeMap;
use std::path::Path;

const CLUSTERS: [&str; 2] = ["epic-bllip-clusters.txt.gz", "spacy-en-lexeme-cluster.txt.gz"];

/// The gazetteer files of each list, by number; `*` stands for `.lst` files of ANNIE, whose entries end at `:`.
const GAZETTEERS: [&[&str]; 26] = [
    &["fb_athlete.txt.gz", "fb_politician.txt.gz", "us_legislators_current.txt"],
    &["fb_person_lastnames.txt.gz"],
    &["last_names_rn.txt"],
    &["nltk_names/male.txt"],
    &["nltk_names/female.txt"],
    &["first_names_rn.txt"],
    &["fb_first5k.txt"],
    &["countries.txt", "*country", "*country_abbrev"],
    &["capitals.txt"],
    &["geonames_cities15000.txt.gz"],
    &["geonames_cities100k_alt.txt.gz"],
    &["us_states_counties.txt"],
    &["demonyms.txt", "*country_adj"],
    &["fb_sports_team.txt.gz", "*mlb-teams"],
    &["fb_org_company.txt", "*company", "*company_ambig", "*companies_uk", "*more_company"],
    &[
        "fb_org_gov.txt",
        "*government",
        "*department",
        "*ministry",
        "*agency",
        "*charities",
        "*government/public-bodies-non-departmental",
        "*government/executive-agencies",
        "*government/govt-departments-ministerial",
        "*government/govt-departments-non-ministerial",
        "*government/org-other",
        "*government/org-political",
        "*bands",
    ],
    &["fb_org_univ.txt.gz"],
    &["fb_newspaper_tv.txt"],
    &["fb_museum.txt", "fb_facility.txt.gz"],
    &["fb_product.txt.gz"],
    &[
        "*jobtitles", "*government/cabinet-positions", "*government/titles-other", "*government/title-army",
        "*government/title-navy", "*government/title-airforce",
    ],
    &["*city"],
    &["*city_uk"],
    &["*mountain", "*airports"],
    &["*government/wars", "*festival", "*government/laws"],
    &["*day", "*months"],
];

/// Reads the clusters and gazetteers under `folder`.
///
/// # Errors
///
/// Where a file cannot be read.
pub fn read(folder: &Path) -> anyhow::Result<Lists> {
    let mut lists = Lists::default();
    for (clustering, name) in CLUSTERS.iter().enumerate() {
        let text = corpus::text(&folder.join("clusters").join(name))?;
        let mut paths = BTreeMap::new();
        for line in text.lines() {
            let mut columns = line.split('\t');
            let (Some(bits), Some(word)) = (columns.next(), columns.next()) else { continue };
            let path = bits.bytes().fold(1_u32, |path, bit| path << 1 | u32::from(bit == b'1'));
            paths.insert(fingerprint(hash(word.as_bytes())), path);
        }
        lists.paths[clustering] = paths.values().copied().collect();
        lists.clusters[clustering] = Table::new(paths.into_keys().collect());
    }
    let (mut words, mut phrases) = (BTreeMap::<u32, u32>::new(), BTreeMap::<u32, u32>::new());
    for (list, files) in GAZETTEERS.iter().enumerate() {
        for name in *files {
            let annie = name.strip_prefix('*');
            let path = match annie {
                Some(name) => folder.join(format!("gazetteers/annie/{name}.lst")),
                None => folder.join("gazetteers").join(name),
            };
            for line in corpus::text(&path)?.lines() {
                let entry =
                    if annie.is_some() { line.split([':', '&']).next().unwrap_or(line) } else { line };
                let entry = entry.trim().trim_matches('"');
                if !entry.starts_with('#') {
                    add(&entry.to_lowercase(), 1 << list, &mut words, &mut phrases);
                }
            }
        }
    }
    lists.word_lists = words.values().copied().collect();
    lists.words = Table::new(words.into_keys().collect());
    lists.phrase_lists = phrases.values().copied().collect();
    lists.phrases = Table::new(phrases.into_keys().collect());
    Ok(lists)
}

fn add(entry: &str, list: u32, words: &mut BTreeMap<u32, u32>, phrases: &mut BTreeMap<u32, u32>) {
    let parts = parts(entry);
    match parts.as_slice() {
        [] => {}
        [word] => *words.entry(fingerprint(hash(word.as_bytes()))).or_default() |= list,
        _ if parts.len() > MAX_PHRASE => {}
        _ => {
            let mut phrase = PHRASE_START;
            for (at, part) in parts.iter().enumerate() {
                phrase = longer(phrase, hash(part.as_bytes()));
                let its_lists = phrases.entry(fingerprint(phrase)).or_default();
                if at + 1 == parts.len() {
                    *its_lists |= list;
                }
            }
        }
    }
}

/// Parts an entry into words as running text would be: marks and the possessive apart.
fn parts(entry: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for mut word in entry.split_whitespace() {
        while let Some(rest) =
            word.strip_prefix(['"', '“', '(', '`', '‘', '\'']).filter(|rest| !rest.is_empty())
        {
            parts.push(&word[..word.len() - rest.len()]);
            word = rest;
        }
        let mut tail = Vec::new();
        while let Some(rest) =
            word.strip_suffix([',', '"', '”', ')', ':', ';', '!', '?']).filter(|rest| !rest.is_empty())
        {
            tail.push(&word[rest.len()..]);
            word = rest;
        }
        match word.strip_suffix("'s").filter(|stem| !stem.is_empty()) {
            Some(stem) => parts.extend([stem, "'s"]),
            None => parts.push(word),
        }
        parts.extend(tail.into_iter().rev());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_parted_like_text() {
        assert_eq!(
            parts("st. mary's (old) church, ltd."),
            ["st.", "mary", "'s", "(", "old", ")", "church", ",", "ltd."]
        );
        assert!(parts(" ").is_empty());
    }
}
