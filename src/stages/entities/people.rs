//! What names and titles say of people: short lists of our own. All words folded.

use crate::reading::nouns::{Gender, Noun, Sort, is_kin, noun, singular};
use foldhash::HashSet;
use std::sync::LazyLock;

/// Returns the gender that a title or role tells: "mr", "queen", "spokeswoman".
pub(super) fn gender_of_title(word: &str) -> Gender {
    match word {
        "mr" | "mister" | "sir" | "king" | "prince" | "lord" | "spokesman" | "congressman" | "chairman"
        | "pope" | "father" | "actor" | "businessman" | "councilman" | "assemblyman" | "emperor" | "duke"
        | "baron" | "sheikh" | "sheik" | "imam" | "ayatollah" | "brother" | "husband" | "son"
        | "grandfather" | "uncle" | "nephew" | "boyfriend" | "policeman" | "fireman" | "cameraman"
        | "frontman" | "encik" | "herr" | "senor" | "signor" => Gender::Male,
        "mrs" | "ms" | "miss" | "madam" | "madame" | "mdm" | "puan" | "queen" | "princess" | "lady"
        | "dame" | "spokeswoman" | "congresswoman" | "chairwoman" | "actress" | "businesswoman"
        | "councilwoman" | "assemblywoman" | "empress" | "duchess" | "baroness" | "sister" | "mother"
        | "wife" | "daughter" | "grandmother" | "aunt" | "niece" | "girlfriend" | "policewoman"
        | "countess" | "waitress" | "heiress" | "sheikha" | "frau" | "mme" | "senora" | "signora" => {
            Gender::Female
        }
        _ => Gender::Unknown,
    }
}

/// Returns what is known of a noun in small letters, also where only people are called by it and longer lists have it not:
/// "coroner", "42-year-old", "father-of-two".
pub(super) fn called(word: &str) -> Noun {
    let known = noun(word);
    if known.sort != Sort::Thing {
        return known;
    }
    let gender = match word {
        "seamstress" | "ballerina" | "landlady" | "headmistress" | "stateswoman" | "comedienne" => {
            Gender::Female
        }
        "headmaster" | "sultan" | "emir" => Gender::Male,
        _ => Gender::Unknown,
    };
    let kin = word.split_once("-of-").map(|(first, _)| first).filter(|first| is_kin(first));
    let is_one = word.ends_with("-year-old")
        || TRADES.contains(word)
        || word.ends_with('s') && TRADES.contains(singular(word).as_str());
    if let Some(kin) = kin {
        return noun(kin);
    }
    if BODIES.contains(&word) {
        return Noun { sort: Sort::Org, gender: Gender::Unknown, several: false };
    }
    if is_one { Noun { sort: Sort::Person, gender, several: false } } else { known }
}

/// What only organisations are called, by their trade.
const BODIES: [&str; 12] = [
    "chipmaker", "drugmaker", "planemaker", "shipbuilder", "grocer", "supermarket", "brewery", "bookmaker",
    "jeweller", "bourse", "utility", "telco",
];

/// What only people are called, by their trade, office or place in a team.
static TRADES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "coroner chef skipper shopkeeper hairdresser barber baker butcher midwife carpenter plumber \
      mechanic welder trucker courier jockey wrestler gymnast sprinter hurdler rower sailor surfer \
      climber mountaineer marathoner cricketer footballer comedian dancer choreographer playwright \
      screenwriter songwriter illustrator auctioneer collector restaurateur hotelier oligarch \
      chieftain archdeacon chaplain monsignor barrister solicitor paramedic firefighter constable \
      superintendent headteacher tutor pupil fugitive kidnapper robber burglar thief hijacker stalker \
      fraudster smuggler trafficker kingpin mobster gangster sniper cadet brigadier corporal \
      commodore paratrooper cosmonaut aviator rancher breeder grower beekeeper gamekeeper zookeeper \
      janitor waiter bartender cashier bookkeeper financier podcaster influencer technocrat autocrat \
      bureaucrat aristocrat winger flyhalf fly-half scrum-half bowler leg-spinner spinner seamer \
      all-rounder batter left-hander right-hander left-back right-back centre-back goaltender \
      shortstop outfielder cornerback linebacker teammate team-mate newcomer debutant rookie \
      octogenarian septuagenarian secretary-general director-general attorney-general \
      governor-general vice-president vice-chancellor taoiseach pontiff medic coxswain cellist \
      conductor seamstress ballerina landlady headmistress headmaster stateswoman comedienne sultan \
      emir deacon vicar ruler forward cartoonist laureate stylist tailor reeve ombudsman undertaker"
        .split_ascii_whitespace()
        .collect()
});

/// Says whether a noun in small letters calls mostly who was just named, and seldom somebody who comes anew: "the singer", where "the
/// judge" and "the driver" are others.
pub(super) fn is_epithet(word: &str) -> bool {
    EPITHETS.contains(word) || word.ends_with("-year-old") || word.contains("-of-")
}

/// Not "the writer", which at the end of an article is who wrote it.
static EPITHETS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "singer rapper musician composer songwriter guitarist drummer pianist artist painter sculptor \
      photographer filmmaker designer architect poet novelist playwright historian philosopher \
      scholar academic biologist physicist chemist mathematician psychologist paleontologist \
      scientist economist analyst strategist lawmaker legislator senator congressman congresswoman \
      politician diplomat actor actress comedian entertainer striker midfielder defender goalkeeper \
      winger forward quarterback pitcher batsman bowler leg-spinner left-hander right-hander sprinter \
      swimmer skater golfer boxer champion teenager veteran native billionaire businessman \
      businesswoman tycoon magnate mogul entrepreneur activist cartoonist chef hairdresser shopkeeper \
      seamstress astronaut explorer nun pontiff monarch collector presenter professor footballer \
      cricketer taoiseach"
        .split_ascii_whitespace()
        .collect()
});

/// Says whether a noun that calls people says little of what they do, so that it goes with any other: "the veteran".
pub(super) fn goes_with_any(word: &str) -> bool {
    is_kin(word)
        || matches!(
            word,
            "teenager"
                | "veteran"
                | "native"
                | "champion"
                | "billionaire"
                | "activist"
                | "colleague"
                | "friend"
                | "neighbour"
                | "neighbor"
                | "predecessor"
                | "successor"
                | "rival"
                | "opponent"
                | "counterpart"
                | "partner"
                | "member"
                | "woman"
                | "man"
        )
        || word.ends_with("-year-old")
        || word.contains("-of-")
}

/// Says the same as [`is_epithet`] of nouns that call organisations.
pub(super) fn is_epithet_of_body(word: &str) -> bool {
    is_any_body(word)
        || matches!(
            word,
            "carmaker"
                | "chipmaker"
                | "drugmaker"
                | "planemaker"
                | "automaker"
                | "retailer"
                | "airline"
                | "manufacturer"
                | "lender"
                | "insurer"
                | "brewer"
                | "conglomerate"
                | "broadcaster"
                | "charity"
                | "regulator"
                | "watchdog"
                | "union"
                | "party"
                | "club"
                | "bank"
                | "bureau"
                | "startup"
                | "start-up"
                | "supermarket"
                | "grocer"
                | "brewery"
        )
}

/// Says whether a noun calls organisations of any kind.
pub(super) fn is_any_body(word: &str) -> bool {
    matches!(word, "company" | "firm" | "group" | "agency" | "organisation" | "organization")
}

/// Returns what somebody is called who does what a verb tells: "Roe, who leads the party,".
pub(super) fn called_by_deed(verb: &str) -> &'static [&'static str] {
    match verb {
        "leads" | "led" | "heads" | "headed" | "runs" => &["leader", "head"],
        "chairs" | "chaired" => &["chairman", "chairwoman", "chair"],
        "founded" => &["founder"],
        "owns" => &["owner"],
        "coaches" | "coached" => &["coach"],
        "manages" | "managed" => &["manager"],
        "edits" | "edited" => &["editor"],
        "directed" => &["director"],
        "invested" => &["investor"],
        "teaches" => &["teacher", "professor"],
        "prosecuted" => &["prosecutor"],
        _ => &[],
    }
}

/// Says whether a word before a name calls an office or a trade that has a man in its name, and women hold: "Chairman".
pub(super) fn is_office_of_men(word: &str) -> bool {
    word.len() > 3 && word.ends_with("man") && !word.ends_with("woman") || word.eq_ignore_ascii_case("actor")
}

/// Says whether the word before a person's name is no part of it: "mr", "president", "gen".
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "madam"
            | "madame"
            | "mister"
            | "dr"
            | "doctor"
            | "prof"
            | "professor"
            | "president"
            | "vice"
            | "prime"
            | "premier"
            | "minister"
            | "chancellor"
            | "secretary"
            | "deputy"
            | "senator"
            | "sen"
            | "sens"
            | "congressman"
            | "congresswoman"
            | "rep"
            | "reps"
            | "representative"
            | "governor"
            | "gov"
            | "govs"
            | "mayor"
            | "judge"
            | "justice"
            | "chief"
            | "chairman"
            | "chairwoman"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "pope"
            | "cardinal"
            | "archbishop"
            | "bishop"
            | "father"
            | "sister"
            | "rabbi"
            | "imam"
            | "sheikh"
            | "sheik"
            | "ayatollah"
            | "lord"
            | "lady"
            | "sir"
            | "dame"
            | "general"
            | "gen"
            | "colonel"
            | "col"
            | "major"
            | "maj"
            | "captain"
            | "capt"
            | "lieutenant"
            | "lt"
            | "sergeant"
            | "sgt"
            | "corporal"
            | "cpl"
            | "admiral"
            | "adm"
            | "commander"
            | "cmdr"
            | "officer"
            | "inspector"
            | "detective"
            | "sheriff"
            | "commissioner"
            | "ambassador"
            | "speaker"
            | "director"
            | "coach"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "attorney"
            | "emperor"
            | "sultan"
            | "rev"
            | "reverend"
            | "hon"
            | "pastor"
            | "councilman"
            | "councilwoman"
            | "councillor"
            | "councilor"
            | "cllr"
            | "cllrs"
            | "coun"
            | "alderman"
            | "baroness"
            | "viscount"
            | "superintendent"
            | "constable"
            | "insp"
            | "amb"
            | "revd"
            | "msgr"
            | "home"
            | "foreign"
            | "defense"
            | "defence"
            | "interior"
            | "finance"
            | "first"
            | "former"
            | "then"
            | "ex"
            | "acting"
            | "us"
            | "supt"
            | "leader"
            | "opposition"
            | "shadow"
            | "taoiseach"
            | "tanaiste"
            | "datuk"
            | "seri"
            | "ratu"
            | "hajiya"
            | "clr"
            | "haji"
            | "hajj"
            | "sheikha"
            | "mullah"
            | "maulana"
            | "herr"
            | "frau"
            | "mme"
            | "mdm"
            | "ustaz"
            | "puan"
            | "encik"
            | "senor"
            | "senora"
            | "signor"
            | "signora"
            | "brig"
            | "brigadier"
            | "pvt"
            | "spc"
    )
}

/// Says whether a word as it is written is the short form of a rank or title that stands before a person's name, and in
/// capitals or with its full stop no name itself: "PC Jane Roe", "Adv. Tom Doe".
pub(super) fn is_short_title(word: &str) -> bool {
    const SHORT: [&str; 86] = [
        "PC", "WPC", "DC", "DI", "DS", "DCI", "DCS", "ACC", "DCC", "ACP", "DCP", "DCOP", "SSP", "ASP", "DSP",
        "DIG", "CPO", "MNA", "MPA", "MLA", "MP", "MEP", "MSP", "MK", "YB", "TD", "Ch", "Shri", "Smt", "Smt.",
        "Adv", "Adv.", "Atty", "Atty.", "Engr", "Engr.", "Barr.", "Alhaji", "Hon.", "Fr.", "Br.", "Cllr",
        "Cllr.", "Coun", "Coun.", "Revd", "Clr", "Supt", "Supt.", "Insp", "Insp.", "Sgt", "Sgt.", "Lt",
        "Lt.", "Capt.", "Col.", "Maj.", "Cpl", "Cpl.", "Sen.", "Rep.", "Gov.", "Datuk", "Dato", "Datin",
        "Seri", "Ratu", "Hajiya", "Comm.", "Rev.", "Taoiseach", "Tánaiste", "Maître", "Khun", "Coxswain",
        "Mdm", "Mdm.", "PM", "CM", "Ustaz", "Ustazah", "Ustad", "Puan", "Encik", "Tuan",
    ];
    SHORT.contains(&word)
}

/// Says whether the word is a degree or an office behind a person's name, which says nothing of who that is; for "Jr."
/// see [`generation`]. Folded, so only those that are nobody's name; more are told by their capitals
/// ([`is_honour`](crate::reading::nouns::is_honour)).
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(word, "phd" | "md" | "qc" | "kc" | "mp" | "esq")
}

/// How old somebody is beside whom she or he is a relative of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Age {
    Elder,
    Younger,
    Unknown,
}

/// Returns the age that a noun for a relative tells: "father", "niece".
pub(super) fn age_of(kin: &str) -> Age {
    match kin {
        "father" | "mother" | "dad" | "mom" | "mum" | "grandfather" | "grandmother" | "uncle" | "aunt"
        | "stepfather" | "stepmother" => Age::Elder,
        "son" | "daughter" | "grandson" | "granddaughter" | "nephew" | "niece" | "stepson"
        | "stepdaughter" => Age::Younger,
        _ => Age::Unknown,
    }
}

/// Says whether a noun for a relative tells by itself that it is somebody's, where "a father" is one by his children: "Tom
/// Roe, another son,".
pub(super) fn is_of_family(kin: &str) -> bool {
    matches!(
        kin,
        "son"
            | "daughter"
            | "brother"
            | "sister"
            | "cousin"
            | "nephew"
            | "niece"
            | "grandson"
            | "granddaughter"
            | "uncle"
            | "aunt"
    )
}

/// Which of a family's bearers of one name somebody is, by the word behind it: "Robert Kline Jr.".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Generation {
    Senior,
    Junior,
    Second,
    Third,
    Fourth,
}

/// Returns the generation that a folded word tells behind a name.
pub(super) fn generation(word: &str) -> Option<Generation> {
    Some(match word {
        "sr" | "snr" => Generation::Senior,
        "jr" | "jnr" => Generation::Junior,
        "ii" => Generation::Second,
        "iii" => Generation::Third,
        "iv" => Generation::Fourth,
        _ => return None,
    })
}

/// Says whether two of one name cannot be the same: "Jr." is neither "Sr." nor who goes without, while "Queen Elizabeth"
/// may be "Elizabeth II".
pub(super) fn generations_differ(one: Option<Generation>, other: Option<Generation>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one != other,
        (Some(one), None) | (None, Some(one)) => one == Generation::Junior,
        (None, None) => false,
    }
}

/// Says whether a folded word inside a name begins a surname of several words: "van der Berg", "de la Rosa".
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "zu"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "binti"
            | "abu"
            | "umm"
    )
}

/// Says whether a word as it is written is the title of a peer, whose name is another with it: "Tom Roe, later Lord Doe".
pub(super) fn is_peer(word: &str) -> bool {
    const PEERS: [&str; 14] = [
        "Lord", "Lady", "Baron", "Baroness", "Viscount", "Earl", "Duke", "Duchess", "Countess", "King",
        "Queen", "Pope", "Prince", "Princess",
    ];
    PEERS.contains(&word)
}

/// Says whether the folded word behind this one is the name of somebody's child, and so not her or his own: "Abu Hamza".
pub(super) fn is_parent_of(word: &str) -> bool {
    matches!(word, "abu" | "umm")
}

/// Says whether the folded word behind this one is the name of somebody's father: "Zayed bin Sultan".
pub(super) fn is_child_of(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "bint" | "binti" | "binte")
}

/// Says whether a folded word before a given name is only how somebody is addressed: "Doña Graciela". Many of these are
/// names too, so they tell only where the article has a Graciela.
pub(super) fn is_address(word: &str) -> bool {
    matches!(
        word,
        "dona"
            | "don"
            | "seu"
            | "oma"
            | "opa"
            | "lola"
            | "lolo"
            | "tia"
            | "tio"
            | "tante"
            | "pak"
            | "bu"
            | "ibu"
            | "mama"
            | "papa"
            | "baba"
            | "nana"
            | "gran"
            | "granny"
            | "grandma"
            | "grandpa"
            | "auntie"
            | "aunt"
            | "uncle"
            | "mzee"
    )
}

/// Says whether the words between the first and the last of two names deny that they are one person's: "George W. Bush" is
/// not "George H. W. Bush", while "John D. Roe" may be "John David Roe", and "John Roe" either.
pub(super) fn middles_differ<'a>(
    one: impl ExactSizeIterator<Item = &'a str>,
    other: impl ExactSizeIterator<Item = &'a str>,
) -> bool {
    let as_many = one.len() == other.len();
    one.zip(other).any(|(one, other)| {
        let initials = usize::from(one.len() == 1) + usize::from(other.len() == 1);
        let tells = initials == 2 || initials == 1 && as_many;
        tells && one != other && !is_initial_of(one, other) && !is_initial_of(other, one)
    })
}

/// Says whether two given names can be one person's: the same, a nickname, an initial, a slip.
pub(super) fn given_names_agree(one: &str, other: &str) -> bool {
    one == other
        || formal(one) == formal(other)
        || is_initial_of(one, other)
        || is_initial_of(other, one)
        || nearly(one, other)
}

/// Says whether a given name is short for another one.
pub(super) fn is_nickname_of(nickname: &str, given: &str) -> bool {
    nickname != given && formal(nickname) == given
}

fn is_initial_of(initial: &str, name: &str) -> bool {
    let mut chars = initial.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => name.starts_with(c),
        _ => false,
    }
}

/// Says whether two words of five letters or more differ by one letter: replaced, left out, or swapped with
/// its neighbour. A last "s" does not count: it makes a plural.
pub(super) fn nearly(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    // Slips in longer words than this are as rare as the words.
    if short.len() < 5 || long.len() > 32 || long.len() - short.len() > 1 {
        return false;
    }
    let (a, b) = (short.as_bytes(), long.as_bytes());
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if a.len() < b.len() {
        return a[head..] == b[head + 1..] && !(head == a.len() && b[head] == b's');
    }
    if head == a.len() {
        return true;
    }
    let swapped = head + 1 < a.len()
        && a[head] == b[head + 1]
        && a[head + 1] == b[head]
        && a[head + 2..] == b[head + 2..];
    // A first letter that differs makes another name: "Maria", "Daria".
    swapped || head > 0 && a[head + 1..] == b[head + 1..] && !a[head].is_ascii_digit()
}

/// Returns the given name that a nickname stands for; itself where it is none.
fn formal(name: &str) -> &str {
    match name {
        "abe" => "abraham",
        "al" | "bert" => "albert",
        "alex" | "sasha" | "alec" => "alexander",
        "andy" | "drew" => "andrew",
        "tony" => "anthony",
        "art" => "arthur",
        "ben" | "benny" | "benji" => "benjamin",
        "bernie" => "bernard",
        "bill" | "billy" | "will" | "willie" => "william",
        "bob" | "bobby" | "rob" | "robbie" | "robby" => "robert",
        "brad" => "bradley",
        "cathy" | "kathy" | "kate" | "katie" | "kathleen" | "katherine" => "catherine",
        "charlie" | "chuck" => "charles",
        "chris" | "topher" => "christopher",
        "christie" | "christy" | "tina" => "christina",
        "cindy" => "cynthia",
        "dan" | "danny" => "daniel",
        "dave" | "davy" => "david",
        "debbie" | "deb" => "deborah",
        "dick" | "rich" | "rick" | "ricky" | "richie" => "richard",
        "don" | "donnie" => "donald",
        "doug" => "douglas",
        "ed" | "eddie" | "ted" => "edward",
        "fred" | "freddie" => "frederick",
        "gabe" => "gabriel",
        "geoff" | "jeff" => "jeffrey",
        "greg" => "gregory",
        "hank" | "harry" => "henry",
        "jack" | "johnny" | "jon" => "john",
        "jake" => "jacob",
        "jenny" | "jen" => "jennifer",
        "jerry" => "gerald",
        "jess" | "jessie" => "jessica",
        "jim" | "jimmy" | "jamie" => "james",
        "joe" | "joey" => "joseph",
        "josh" => "joshua",
        "judy" => "judith",
        "ken" | "kenny" => "kenneth",
        "larry" => "lawrence",
        "leo" => "leonard",
        "liz" | "beth" | "betty" | "lizzie" | "betsy" => "elizabeth",
        "maggie" | "meg" | "peggy" => "margaret",
        "marty" => "martin",
        "matt" => "matthew",
        "mike" | "mick" | "mickey" | "mikey" => "michael",
        "mitch" => "mitchell",
        "nancy" => "ann",
        "nate" => "nathan",
        "nick" | "nicky" => "nicholas",
        "pam" => "pamela",
        "pat" => "patrick",
        "pete" => "peter",
        "phil" => "philip",
        "ray" => "raymond",
        "ron" | "ronnie" => "ronald",
        "russ" => "russell",
        "sam" | "sammy" => "samuel",
        "sandy" => "sandra",
        "steve" | "steven" => "stephen",
        "stu" => "stuart",
        "sue" | "susie" | "suzy" => "susan",
        "teddy" | "theo" => "theodore",
        "terry" => "terrence",
        "tim" => "timothy",
        "tom" | "tommy" => "thomas",
        "vicky" => "victoria",
        "vince" => "vincent",
        "walt" => "walter",
        "zach" | "zack" => "zachary",
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names() {
        for (one, other) in
            [("bill", "william"), ("mike", "michael"), ("j", "john"), ("kristin", "kristen"), ("bob", "rob")]
        {
            assert!(given_names_agree(one, other) && given_names_agree(other, one), "{one} {other}");
        }
        for (one, other) in
            [("bill", "hillary"), ("jane", "john"), ("maria", "daria"), ("j", "mary"), ("", "x")]
        {
            assert!(!given_names_agree(one, other), "{one} {other}");
        }
    }

    #[test]
    fn middle_names() {
        for (one, other, differ) in [
            ("w", "h w", true),
            ("w", "hw", true),
            ("a", "b", true),
            ("d", "david", false),
            ("d", "", false),
            ("a", "ruiz de", false),
        ] {
            let [a, b] = [one, other].map(|parts| parts.split(' ').filter(|part| !part.is_empty()).collect());
            let (a, b): (Vec<&str>, Vec<&str>) = (a, b);
            assert_eq!(middles_differ(a.iter().copied(), b.iter().copied()), differ, "{one} {other}");
        }
    }

    #[test]
    fn slips() {
        assert!(nearly("maurer", "mauer"));
        assert!(nearly("untied", "united"));
        assert!(!nearly("clinton", "clintons"));
        assert!(!nearly("obama", "osaka"));
        assert!(!nearly("héé", "héa"));
    }
}
