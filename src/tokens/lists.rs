//! Words that decide what a full stop means: abbreviations by what follows them, and what starts sentences.

/// What is known of a word that is written with a full stop of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name follows ("Mr.", "St.") or the other half ("vs.", "e.g."): ends no sentence.
    Leads,
    /// Written with a full stop only before a number: "No. 5", "Dec. 3".
    Counts,
    /// A month: before a number it leads, elsewhere it may end a sentence.
    Month,
    /// A state whose abbreviation is a word or a name as well: only after a comma.
    State,
    /// May end a sentence; a name after it usually goes on: "Inc.", "Calif.", "U.S.".
    Closes,
    /// "a.m.", "p.m.": a day or a time zone goes on, other capitals begin.
    Hour,
    /// What stands at the end of lists: a capital after it begins a sentence.
    Trails,
    /// An initial in a name: "J.".
    Initial,
}

/// The longest key: what a `u128` holds.
const LONGEST: usize = 16;

/// Packs a short word into one number, so that it is looked up without comparing strings; 0 for long ones.
const fn pack(word: &[u8]) -> u128 {
    if word.len() > LONGEST {
        return 0;
    }
    let (mut packed, mut at) = (0, 0);
    while at < word.len() {
        packed = packed << 8 | word[at] as u128;
        at += 1;
    }
    packed
}

/// Returns what `word`, given without its full stop, is as an abbreviation.
pub(super) fn abbreviation(word: &str) -> Option<Kind> {
    let bytes = word.as_bytes();
    if bytes.len() > 7 {
        return None;
    }
    if let Ok(at) = ABBREVIATIONS.binary_search_by_key(&pack(bytes), |&(key, _)| key) {
        return Some(ABBREVIATIONS[at].1);
    }
    // Headlines: "GOV. ROE", "ST. LOUIS".
    if bytes.len() < 2 || !bytes.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let mut title = [0; 7];
    for (to, byte) in title.iter_mut().zip(bytes) {
        *to = byte.to_ascii_lowercase();
    }
    title[0] = bytes[0];
    let at = ABBREVIATIONS.binary_search_by_key(&pack(&title[..bytes.len()]), |&(key, _)| key).ok()?;
    Some(ABBREVIATIONS[at].1)
}

/// Says whether a sentence often starts with `word`, which is capitalised after an abbreviation.
pub(super) fn starts_sentences(word: &str) -> bool {
    STARTERS.binary_search_by_key(&pack(word.as_bytes()), |&(key, ())| key).is_ok()
}

/// Says whether `word` is a day, a month or a time zone, or goes on like one after an hour: "at 6 p.m. Monday".
pub(super) fn names_time(word: &str) -> bool {
    TIMES.binary_search_by_key(&pack(word.as_bytes()), |&(key, ())| key).is_ok()
}

/// Says whether `word` tells that someone spoke.
pub(super) fn tells_of_speech(word: &str) -> bool {
    SPEECH.binary_search_by_key(&pack(word.as_bytes()), |&(key, ())| key).is_ok()
}

const ABBREVIATION_LISTS: &[(Kind, &str)] = &[
    (
        Kind::Leads,
        "Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Profs Sen Sens Rep Reps Gov Govs Gen Gens Lt Lieut Col Cols Maj Capt Cmdr \
         Comdr Cpl Sgt Sgts Pvt Pfc Adm Rev Revs Hon Pres Supt Insp Coun Det Amb Msgr Fr Bp Abp Atty Asst Assoc Dep Dir Mt Brig \
         Ald Sra Srta Chmn Sec Secs Const Cllr Bvt Vol Vols Ofc Gov't \
         vs v viz cf approx ca eg ie resp op Cf Viz Vs Ph",
    ),
    (
        Kind::Counts,
        "No Nos no nos Nr p pp Art Arts Fig Figs fig figs Ch Chap Eq Para vol vols Ext ext c b d r Rte Hwy Rt Apt Bldg Tel \
         Fax Mar Sun Sat Wed Mon Fri est",
    ),
    (Kind::Month, "Jan Feb Apr Jun Jul Aug Sept Sep Oct Nov Dec"),
    (
        Kind::Closes,
        "Jr Sr Inc Corp Co Cos Ltd Bros Assn Assns Dept Depts Mfg Intl Natl Univ Pty Plc Bhd Cie Pte Esq St Ste Ft \
         Ave Blvd Rd Hts Pkwy Ariz Calif Colo Conn Fla Ga Ky Md Mich Minn Mo Mont Neb Nebr Nev Okla Pa Tenn Va Vt Wis Wisc \
         Wyo Ont Sask Alta Tue Tues Thu Thur Thurs Govt Int'l Nat'l Ass't Sc",
    ),
    (Kind::State, "Ala Ark Cal Del Ill Ind Kan La Mass Miss Ore Penn Tex Wash Que"),
    (
        Kind::Trails,
        "etc al seq Etc inc ltd corp dept govt hr hrs yr yrs lb lbs oz pct tsp tbsp qtr wks attn blvd assn ibid esp bros jr \
         sr misc",
    ),
];

/// Words of every kind of English news that begin sentences and hardly ever go on a name.
const STARTER_LISTS: &[((), &str)] = &[(
    (),
    "The He She It They We You This That These Those There Here His Her Its Their Our My Your But And Or So Yet Nor In On At \
     For From With By As If When While After Before Since Although Though However Because Until Once Over During \
     Through Despite Among About According Asked What Who How Why Where Which Whether Not Some Many Most Several Few Both \
     Each Every Another Other Others All Any One Two Three Four Five Nobody Everyone Anyone Someone Nothing Everything \
     Now Then Today Yesterday Tomorrow Meanwhile Moreover Furthermore Nevertheless Nonetheless Instead Indeed Thus Hence \
     Therefore Otherwise Still Also Even Only Just Perhaps Maybe Later Earlier Last Next Recently \
     Is Are Was Were Has Have Had Do Does Did Can Could Should Would Let Please Unlike Like \
     Without Within Such Same Much More Additionally Finally Thanks Thank Yes Oh Well To A An I Mr. Mrs. Ms. Dr. \
     Neither Either Rather Given Speaking Citing Following Nearly Almost No",
)];

const TIME_LISTS: &[((), &str)] = &[(
    (),
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun January February \
     March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec \
     EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST IST JST AEST Eastern Central Pacific Mountain \
     Greenwich Beijing Moscow Tokyo London Paris Christmas",
)];

const SPEECH_LISTS: &[((), &str)] = &[(
    (),
    "said says asked asks added adds told wrote writes shouted cried yelled replied exclaimed tweeted answered responded \
     declared screamed joked wondered recalled insisted continued announced warned explained",
)];

static ABBREVIATIONS: [(u128, Kind); count(ABBREVIATION_LISTS)] = table(ABBREVIATION_LISTS);
static STARTERS: [(u128, ()); count(STARTER_LISTS)] = table(STARTER_LISTS);
static TIMES: [(u128, ()); count(TIME_LISTS)] = table(TIME_LISTS);
static SPEECH: [(u128, ()); count(SPEECH_LISTS)] = table(SPEECH_LISTS);

const fn count<T>(lists: &[(T, &str)]) -> usize {
    let (mut count, mut list) = (0, 0);
    while list < lists.len() {
        let words = lists[list].1.as_bytes();
        let mut at = 0;
        while at < words.len() {
            count += (words[at] != b' ' && (at == 0 || words[at - 1] == b' ')) as usize;
            at += 1;
        }
        list += 1;
    }
    count
}

/// Packs and sorts the words of `lists`, while compiling.
const fn table<T: Copy, const N: usize>(lists: &[(T, &str)]) -> [(u128, T); N] {
    let mut table = [(0, lists[0].0); N];
    let (mut filled, mut list) = (0, 0);
    while list < lists.len() {
        let words = lists[list].1.as_bytes();
        let mut at = 0;
        while at < words.len() {
            let mut word = 0;
            while at < words.len() && words[at] != b' ' {
                word = word << 8 | words[at] as u128;
                at += 1;
            }
            at += 1;
            if word == 0 {
                continue;
            }
            let mut place = filled;
            while place > 0 && table[place - 1].0 > word {
                table[place] = table[place - 1];
                place -= 1;
            }
            table[place] = (word, lists[list].0);
            filled += 1;
        }
        list += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_have_no_word_twice() {
        assert!(ABBREVIATIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(STARTERS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(TIMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(SPEECH.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn abbreviations_are_found_in_capitals_too() {
        assert_eq!(abbreviation("Gov"), Some(Kind::Leads));
        assert_eq!(abbreviation("GOV"), Some(Kind::Leads));
        assert_eq!(abbreviation("NO"), Some(Kind::Counts));
        assert_eq!(abbreviation("Govs"), Some(Kind::Leads));
        assert_eq!(abbreviation("Governor"), None);
    }
}
