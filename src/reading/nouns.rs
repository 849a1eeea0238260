//! What common nouns say of the things they call: short lists of our own.

pub use crate::found::Gender;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;
use std::sync::LazyLock;

/// What a noun phrase can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    Person,
    Org,
    Loc,
    /// Works, events, laws: what names of the type MISC call.
    Work,
    /// Times, shares and counts: never what a pronoun refers to.
    Measure,
    #[default]
    Thing,
}

/// What is known of a noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noun {
    pub sort: Sort,
    pub gender: Gender,
    /// Whether the word means several, whatever its form: "police", "people".
    pub several: bool,
}

/// Returns what is known of a noun, given in small letters and as it stands: "officials".
pub fn noun(word: &str) -> Noun {
    if let Some(&noun) = NOUNS.get(word) {
        return noun;
    }
    let singular = if word.ends_with('s') || word.ends_with("men") {
        Cow::Owned(singular(word))
    } else {
        Cow::Borrowed(word)
    };
    if let Cow::Owned(singular) = &singular
        && let Some(&noun) = NOUNS.get(singular.as_str())
    {
        return noun;
    }
    let person = ["man", "woman", "person", "ist", "ician", "ologist"];
    if word.len() > 5 && person.iter().any(|end| singular.ends_with(end)) {
        let gender = if singular.ends_with("woman") {
            Gender::Female
        } else if singular.ends_with("man") {
            Gender::Male
        } else {
            Gender::Unknown
        };
        return Noun { sort: Sort::Person, gender, several: false };
    }
    Noun::default()
}

/// Returns the title that a word in small letters is short for, or itself: "sen." is "senator".
pub fn in_full(word: &str) -> &str {
    match word.trim_end_matches('.') {
        "sen" | "sens" => "senator",
        "rep" | "reps" => "representative",
        "gov" | "govs" => "governor",
        "dr" => "doctor",
        "prof" => "professor",
        "cllr" | "cllrs" | "coun" | "councilor" => "councillor",
        "gen" => "general",
        "col" => "colonel",
        "maj" => "major",
        "capt" => "captain",
        "lt" => "lieutenant",
        "sgt" => "sergeant",
        "cpl" => "corporal",
        "adm" => "admiral",
        "rev" | "revd" => "reverend",
        "amb" => "ambassador",
        "det" => "detective",
        "insp" => "inspector",
        "supt" => "superintendent",
        _ => word,
    }
}

/// Says whether a noun in small letters calls an organisation: "hospital".
pub fn calls_organisation(word: &str) -> bool {
    noun(word).sort == Sort::Org
}

/// Says whether a word as it stands behind somebody's name is an office, an honour or a degree: "Jane Roe MP".
pub fn is_honour(word: &str) -> bool {
    const HONOURS: [&str; 15] =
        ["QC", "KC", "SC", "MP", "MEP", "MSP", "MLA", "CBE", "OBE", "MBE", "AM", "AO", "OAM", "PhD", "MD"];
    HONOURS.contains(&word)
}

/// Says whether a word in small letters makes somebody who has an office in what he is called not the one who holds it: a
/// deputy mayor is not the mayor.
pub fn is_second(word: &str) -> bool {
    const SECONDS: [&str; 11] = [
        "deputy", "vice", "assistant", "acting", "associate", "shadow", "trainee", "retired", "junior", "lt",
        "lieutenant",
    ];
    SECONDS.contains(&word.trim_end_matches('.'))
}

/// Says whether a noun in small letters calls what is nobody: "poll", "ministry", "percent".
pub fn calls_thing(word: &str) -> bool {
    matches!(noun(word).sort, Sort::Org | Sort::Loc | Sort::Work | Sort::Measure)
        && !FIRMS_OR_PEOPLE.contains(&word)
}

/// Nouns that call a firm here and somebody there.
const FIRMS_OR_PEOPLE: [&str; 8] =
    ["parent", "developer", "operator", "publisher", "broadcaster", "producer", "contractor", "supplier"];

/// Says whether a noun in small letters calls what is read, seen or counted, which never says what "they" say: "polls".
pub fn calls_writing(word: &str) -> bool {
    const OTHERS: [&str; 8] =
        ["results", "emails", "e-mails", "messages", "remarks", "comments", "numbers", "data"];
    matches!(noun(word).sort, Sort::Work | Sort::Measure) || OTHERS.contains(&word)
}

/// Says whether a noun calls somebody who may be "he", or "she".
pub fn may_be_called(word: &str, masculine: bool) -> bool {
    let word = word.to_lowercase();
    let noun = noun(&word);
    let other = if masculine { Gender::Female } else { Gender::Male };
    let person = noun.sort == Sort::Person && !noun.several
        || FIRMS_OR_PEOPLE.contains(&word.as_str())
        || noun.sort == Sort::Thing && calls_by_trade(&word);
    person && noun.gender != other
}

/// Says whether a noun that is on no list calls somebody by what he does or is: "waiter", "MP", "father-of-two".
fn calls_by_trade(word: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "superintendent", "constable", "mp", "mep", "msp", "mla", "td", "peer", "chef", "cook", "medic",
        "coroner", "insider", "headteacher",
    ];
    const THINGS: [&str; 26] = [
        "banner", "poster", "sticker", "flyer", "flier", "newsletter", "computer", "order", "number",
        "matter", "power", "water", "weather", "winter", "summer", "corner", "door", "floor", "error",
        "factor", "sector", "motor", "offer", "letter", "answer", "disorder",
    ];
    if let Some((first, _)) = word.split_once("-of-") {
        return is_kin(first);
    }
    OTHERS.contains(&word)
        || word.len() > 4 && (word.ends_with("er") || word.ends_with("or")) && !THINGS.contains(&word)
}

/// Says whether a word in small letters is what somebody's relative is called.
pub fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "wife"
            | "husband"
            | "widow"
            | "widower"
            | "spouse"
            | "brother"
            | "sister"
            | "twin"
            | "sibling"
            | "son"
            | "daughter"
            | "father"
            | "mother"
            | "uncle"
            | "aunt"
            | "nephew"
            | "niece"
            | "cousin"
            | "grandson"
            | "granddaughter"
            | "grandfather"
            | "grandmother"
            | "stepson"
            | "stepdaughter"
            | "stepfather"
            | "stepmother"
            | "ex-wife"
            | "ex-husband"
            | "half-brother"
            | "half-sister"
            | "brother-in-law"
            | "sister-in-law"
            | "son-in-law"
            | "daughter-in-law"
            | "father-in-law"
            | "mother-in-law"
    )
}

/// Returns the word without the ending of its plural, as far as endings tell.
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("men").filter(|stem| !stem.is_empty()) {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for (plural, end) in [("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")] {
        if let Some(stem) = word.strip_suffix(plural) {
            return format!("{stem}{end}");
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

static NOUNS: LazyLock<HashMap<&'static str, Noun>> = LazyLock::new(|| {
    let mut nouns = HashMap::new();
    for &(sort, gender, several, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            nouns.insert(word, Noun { sort, gender, several });
        }
    }
    nouns
});

const WORDS: &[(Sort, Gender, bool, &str)] = &[
    (
        Sort::Person,
        Gender::Male,
        false,
        "man boy father son brother husband uncle nephew grandfather grandson stepfather dad boyfriend king prince \
         widower gentleman guy spokesman chairman congressman businessman policeman fireman salesman councilman \
         assemblyman actor monk priest pope lord sheikh emperor duke cameraman fisherman gunman fiance groom bachelor \
         playboy patriarch",
    ),
    (
        Sort::Person,
        Gender::Female,
        false,
        "woman girl mother daughter sister wife aunt niece grandmother granddaughter stepmother mom mum girlfriend \
         queen princess widow lady spokeswoman chairwoman congresswoman businesswoman policewoman actress nun \
         duchess heiress waitress hostess fiancee bride matriarch nanny housewife",
    ),
    (
        Sort::Person,
        Gender::Unknown,
        false,
        "president minister premier chancellor secretary senator representative governor mayor doctor professor \
         judge justice chief chair ceo general colonel major captain lieutenant sergeant admiral commander officer \
         inspector detective sheriff commissioner ambassador envoy speaker leader director coach manager editor \
         spokesperson attorney lawyer dictator official executive analyst economist expert scientist researcher \
         author writer columnist reporter journalist critic activist advocate aide adviser advisor strategist \
         consultant pollster diplomat negotiator candidate nominee frontrunner front-runner rival opponent lawmaker \
         legislator politician republican democrat conservative liberal progressive libertarian source witness \
         resident voter supporter protester demonstrator prosecutor investigator trader dealer banker investor broker \
         owner founder co-founder partner member student teacher parent friend neighbor neighbour child baby infant \
         toddler teenager teen adult victim survivor suspect defendant plaintiff prisoner inmate convict soldier \
         marine veteran pilot driver farmer worker employee engineer technician nurse surgeon physician patient \
         singer musician rapper composer guitarist drummer artist painter sculptor photographer filmmaker producer \
         designer architect poet novelist historian philosopher scholar academic biologist physicist chemist \
         mathematician psychologist astronaut explorer player striker goalkeeper midfielder defender quarterback \
         pitcher boxer runner swimmer champion athlete golfer skater rider winner loser star celebrity model host \
         presenter anchor broadcaster commentator blogger youtuber hacker developer programmer entrepreneur \
         billionaire millionaire magnate tycoon mogul chairperson treasurer deputy successor predecessor counterpart \
         incumbent appointee envoy delegate councillor alderman magistrate clerk juror attacker killer murderer \
         shooter bomber terrorist militant extremist rebel fighter insurgent jihadist dissident refugee migrant \
         immigrant citizen native pensioner retiree customer client consumer user passenger traveler traveller \
         tourist visitor guest caller sender reader viewer listener fan follower colleague boss assistant intern \
         bishop cardinal archbishop rabbi imam cleric pastor reverend minister evangelist saint prophet warrior hero \
         individual human someone donor lobbyist operative whistleblower informant agent spy cop trooper bodyguard \
         guard warden ranger curator librarian principal dean lecturer instructor mentor trainer \
         accountant auditor buyer seller tenant landlord homeowner heir orphan twin sibling cousin spouse relative \
         ancestor descendant youth senior junior freshman sophomore graduate alumnus applicant contestant \
         competitor participant organizer organiser volunteer partygoer bystander passerby onlooker biographer \
         translator interpreter narrator captor hostage captive",
    ),
    (
        Sort::Person,
        Gender::Unknown,
        true,
        "people police men women children authorities folks parents others crew staff personnel troops youths elderly \
         poor rich public",
    ),
    (
        Sort::Org,
        Gender::Unknown,
        false,
        "company firm corporation business bank group organization organisation agency ministry department bureau \
         office government administration party committee commission council court team club union association \
         university college school institute foundation charity church museum hospital newspaper paper magazine \
         network station channel broadcaster website site outlet publisher studio label army military navy force \
         militia parliament congress senate assembly cabinet legislature house board panel jury campaign movement \
         coalition alliance band orchestra league federation regulator watchdog retailer manufacturer maker \
         automaker carmaker airline operator startup start-up giant chain store shop restaurant lender insurer brewer \
         producer supplier consortium conglomerate subsidiary parent employer contractor developer think-tank tank \
         embassy consulate treasury tribunal authority unit squad brigade battalion regiment gang cartel mafia \
         delegation mission task-force programme program service society institution body side franchise \
         brand platform",
    ),
    (
        Sort::Loc,
        Gender::Unknown,
        false,
        "country nation state city town village island region province county district republic kingdom capital \
         neighborhood neighbourhood suburb area territory peninsula continent river lake mountain sea ocean valley \
         park square street road bridge airport port harbor harbour border coast beach desert forest building tower \
         stadium hotel prison camp base superpower metropolis municipality borough enclave",
    ),
    (
        Sort::Work,
        Gender::Unknown,
        false,
        "war election race vote referendum summit conference meeting tournament cup match game festival ceremony \
         event attack bombing shooting crisis protest rally strike law act bill treaty deal agreement accord \
         constitution amendment resolution ruling book novel film movie series show episode song album article \
         report study survey poll speech statement letter product device phone car plane aircraft ship vessel rocket \
         satellite spacecraft software app system language religion disease virus vaccine drug award prize medal \
         project plan policy",
    ),
    (
        Sort::Measure,
        Gender::Unknown,
        false,
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
         september october november december day week month year decade century hour minute second morning afternoon \
         evening night today yesterday tomorrow tonight weekend time date moment period season summer winter autumn \
         spring percent per-cent cent % percentage million billion trillion thousand hundred dozen number lot total \
         half third quarter majority minority rest most pair couple amount share age mile kilometer kilometre metre \
         meter foot inch pound dollar euro yen yuan ruble rouble peso franc ton tonne barrel degree noon midnight \
         deadline anniversary birthday christmas easter",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_their_plurals() {
        for (word, sort, gender) in [
            ("spokeswoman", Sort::Person, Gender::Female),
            ("spokesmen", Sort::Person, Gender::Male),
            ("ministries", Sort::Org, Gender::Unknown),
            ("officials", Sort::Person, Gender::Unknown),
            ("cities", Sort::Loc, Gender::Unknown),
            ("weeks", Sort::Measure, Gender::Unknown),
            ("idea", Sort::Thing, Gender::Unknown),
            ("cellist", Sort::Person, Gender::Unknown),
        ] {
            assert_eq!((noun(word).sort, noun(word).gender), (sort, gender), "{word}");
        }
    }

    #[test]
    fn singulars() {
        for (plural, expected) in [
            ("companies", "company"),
            ("churches", "church"),
            ("witnesses", "witness"),
            ("women", "woman"),
            ("bus", "bus"),
            ("s", "s"),
            ("men", "men"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
