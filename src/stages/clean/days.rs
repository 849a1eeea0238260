//! Days as pages and archives write them: stated for programs, printed for readers, named by an address, and what a line has
//! besides one.

use super::text;
use chrono::{DateTime, NaiveDate, SecondsFormat};

/// Returns a date as ISO 8601, where it is written so but for small things, as in mail, or as programs print and count it:
/// "2024-05-03 10:15:00 UTC", "20240503T101500Z", "Fri May 3 10:15:00 EDT 2024", "1714731300".
pub fn date(stated: &str) -> Option<String> {
    const MAX_BYTES: usize = 80;
    let stated = stated.trim();
    if stated.len() < 8 || stated.len() > MAX_BYTES {
        return None;
    }
    let stated = stated.replace('−', "-");
    // The zone's name, where its offset stands before it: "[America/New_York]", "(Eastern Daylight Time)".
    let stated = stated.split(['[', '(']).next().unwrap_or_default().trim();
    let bytes = stated.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|bytes| bytes.iter().all(u8::is_ascii_digit))
    };
    if digits(0..bytes.len()) && !bytes.is_empty() {
        return counted_date(stated);
    }
    if digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10)
    {
        let (day, time) = (&stated[..10], &stated[10..]);
        // What programs write for no date, and days that no calendar has.
        if &day[..4] < "1900" || NaiveDate::parse_from_str(day, "%Y-%m-%d").is_err() {
            return None;
        }
        return Some(with_time(day, time.trim_start_matches([' ', 'T', 't'])));
    }
    if digits(0..8) && matches!(bytes.get(8), Some(b'T' | b' ')) {
        let day = counted_date(&stated[..8])?;
        let time = &stated[9..];
        let compact = time.get(..4).is_some_and(|time| time.bytes().all(|byte| byte.is_ascii_digit()));
        if !compact {
            return Some(with_time(&day, time));
        }
        let end = time.bytes().take(6).take_while(u8::is_ascii_digit).count();
        let seconds = if end == 6 { &time[4..6] } else { "00" };
        return Some(with_time(&day, &format!("{}:{}:{seconds}{}", &time[..2], &time[2..4], &time[end..])));
    }
    if let Ok(mailed) = DateTime::parse_from_rfc2822(stated) {
        return Some(mailed.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    // In words, with the time and a zone: "May 3, 2024 10:15 PM EDT".
    let clock = stated.find(':')?;
    let from = stated[..clock].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let from = if stated.is_char_boundary(from) { from } else { return None };
    let words: Vec<&str> = stated.split_whitespace().collect();
    let time = &stated[from..];
    let (day, time) = match words[..] {
        // As `date` prints it.
        [_, month, day, clock, zone, year] if clock.contains(':') && year.len() == 4 => {
            (written_date(&format!("{day} {month} {year}"))?, format!("{clock} {zone}"))
        }
        _ => (written_date(&stated[..from])?, time.to_owned()),
    };
    let whole = with_time(&day, &time);
    // Without a zone the page may say more elsewhere.
    whole.get(10..).is_some_and(|time| time.contains(['Z', '+', '-'])).then_some(whole)
}

/// Returns a date that is one number: a day, or seconds or thousandths of them since 1970.
fn counted_date(digits: &str) -> Option<String> {
    let of_seconds = |seconds: i64| {
        let time = DateTime::from_timestamp(seconds, 0)?;
        Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
    };
    match digits.len() {
        8 => {
            let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
            let legal = ("1900".."2100").contains(&year)
                && ("01"..="12").contains(&month)
                && ("01"..="31").contains(&day);
            legal.then(|| format!("{year}-{month}-{day}"))
        }
        // From 1973 on.
        9 | 10 => of_seconds(digits.parse().ok()?),
        12 | 13 => of_seconds(digits.parse::<i64>().ok()? / 1000),
        _ => None,
    }
}

/// Returns a day with the time that follows it and its zone, as far as they can be told.
fn with_time(day: &str, stated: &str) -> String {
    const ZONES: [(&str, &str); 24] = [
        ("z", "Z"),
        ("utc", "Z"),
        ("gmt", "Z"),
        ("wet", "Z"),
        ("bst", "+01:00"),
        ("cet", "+01:00"),
        ("mez", "+01:00"),
        ("cest", "+02:00"),
        ("mesz", "+02:00"),
        ("eet", "+02:00"),
        ("sast", "+02:00"),
        ("eest", "+03:00"),
        ("msk", "+03:00"),
        ("pkt", "+05:00"),
        ("jst", "+09:00"),
        ("kst", "+09:00"),
        ("edt", "-04:00"),
        ("est", "-05:00"),
        ("cdt", "-05:00"),
        ("cst", "-06:00"),
        ("mdt", "-06:00"),
        ("mst", "-07:00"),
        ("pdt", "-07:00"),
        ("pst", "-08:00"),
    ];
    let two = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2 && !text.starts_with('+'));
    let end = stated.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(stated.len());
    let mut parts = stated[..end].split(':').map(two);
    let (hour, minute, second) = (parts.next().flatten(), parts.next().flatten(), parts.next());
    let (Some(mut hour), Some(minute)) = (hour, minute) else { return day.to_owned() };
    let rest = &stated[end..];
    let fraction =
        rest.strip_prefix('.').map_or(0, |rest| 1 + rest.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, zone) = rest.split_at(fraction);
    let mut zone = zone.trim().to_ascii_lowercase();
    for (half, from, shift) in [("pm", 1..12, 12), ("am", 12..13, 0)] {
        if let Some(rest) = zone.strip_prefix(half).map(|rest| rest.trim().to_owned()) {
            hour = if from.contains(&hour) { hour % 12 + shift } else { hour };
            zone = rest;
        }
    }
    if hour > 23 || minute > 59 || second.is_some_and(|second| second.is_none_or(|second| second > 60)) {
        return day.to_owned();
    }
    let fraction = if fraction.len() > 1 { fraction } else { "" };
    let offset = zone.trim_start_matches("gmt").trim_start_matches("utc");
    let named = ZONES.iter().find(|(name, _)| *name == zone).map(|(_, offset)| (*offset).to_owned());
    let zone = named.or_else(|| written_offset(offset)).unwrap_or_default();
    let second = second.flatten().map(|second| format!(":{second:02}{fraction}")).unwrap_or_default();
    format!("{day}T{hour:02}:{minute:02}{second}{zone}")
}

/// Returns an offset from UTC as ISO 8601 has it: "+02:00" of "+0200", "+02" and "+2:00".
fn written_offset(stated: &str) -> Option<String> {
    let sign = stated.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits = &stated[1..];
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "00"),
    };
    let legal = |part: &str, most: u32| {
        part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u32>().is_ok_and(|part| part <= most)
    };
    (legal(hours, 14) && legal(minutes, 59)).then(|| format!("{sign}{hours:0>2}:{minutes:0>2}"))
}

/// The months of a year as their names begin in languages of Europe, of India, in Arabic, Thai and Malay; the longest beginning
/// counts.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "ene", "gen", "sty", "led", "янв", "січ", "ιαν", "oca", "tammi", "ינואר", "يناير", "जनवरी",
        "siječ", "sausio", "jaanuar", "ianuar", "јан", "яну", "студз", "জানু", "ஜன", "జనవ", "जाने", "جنور",
        "มกรา", "xaneir", "eanáir", "urtarril", "ionawr", "იანვ", "հունվ", "қаңтар", "ජන", "yanv", "ಜನ",
        "ജനു", "જાન્યુ", "ਜਨ", "ژانو", "janair",
    ],
    &[
        "feb", "pebr", "fév", "fev", "lut", "úno", "фев", "лют", "φεβ", "şub", "helmi", "פברואר", "فبراير",
        "شباط", "फरवरी", "velj", "vasari", "veebr", "shkurt", "ফেব্র", "பிப்", "ఫిబ్ర", "फेब्र", "فرور", "กุมภา",
        "feabhr", "otsail", "chwefr", "თებერვ", "փետր", "ақпан", "පෙබ", "frar", "ಫೆಬ್ರ", "ഫെബ്രു", "ફેબ્રુ", "ਫਰਵ",
        "ਫ਼ਰਵ", "فوریه", "fabrair",
    ],
    &[
        "mar", "mär", "maa", "már", "mrt", "bře", "мар", "берез", "μαρ", "מרץ", "מרס", "مارس", "آذار",
        "मार्च", "ožuj", "kovo", "сакав", "মার্চ", "மார்", "మార్చి", "มีนา", "مارچ", "mawrth", "მარტ", "մարտ",
        "наурыз", "මාර්", "ಮಾರ್ಚ್", "മാർച്ച്", "માર્ચ", "ਮਾਰਚ",
    ],
    &[
        "apr", "avr", "abr", "kwi", "ápr", "dub", "апр", "квіт", "απρ", "nis", "huhti", "أبريل", "ابريل",
        "إبريل", "نيسان", "אפריל", "अप्रैल", "travnj", "travanj", "balandž", "prill", "красав", "এপ্র", "ஏப்",
        "ఏప్రి", "एप्रि", "اپریل", "เมษา", "aibre", "apiril", "ebrill", "აპრ", "ապր", "сәуір", "අප්", "ಏಪ್ರಿ",
        "ഏപ്രി", "એપ્રિ", "ਅਪ੍ਰੈ", "آوریل", "afril",
    ],
    &[
        "may", "mai", "maj", "máj", "mei", "mag", "kvě", "мая", "май", "трав", "μαΐ", "touko", "מאי", "مايو",
        "أيار", "मई", "svib", "geguž", "мај", "مئی", "พฤษภา", "bealtain", "maí", "მაის", "մայ", "мамыр",
        "මැයි", "ਮਈ",
    ],
    &[
        "jun", "huny", "jún", "juin", "giu", "cze", "červ", "čvn", "июн", "черв", "ιουν", "haz", "kesä",
        "יוני", "يونيو", "يونيه", "حزيران", "जून", "lipnj", "lipanj", "birž", "jūn", "juuni", "iunie", "јун",
        "юни", "чэрв", "qershor", "জুন", "ஜூன்", "జూన్", "جون", "มิถุนา", "xuño", "meith", "ekain", "mehefin",
        "ივნ", "հունիս", "маусым", "ජූනි", "ġunj", "iyun", "ಜೂನ್", "ജൂൺ", "જૂન", "ਜੂਨ", "ژوئن",
    ],
    &[
        "jul", "huly", "juil", "júl", "čvc", "יולי", "تموز", "lug", "lip", "července", "июл", "лип", "ιουλ",
        "tem", "heinä", "يوليو", "يوليه", "जुलाई", "srpnj", "srpanj", "liep", "jūl", "juuli", "iulie", "јул",
        "юли", "ліп", "korrik", "জুলা", "ஜூலை", "జూలై", "जुलै", "جولائ", "กรกฎา", "xullo", "iúil", "uztail",
        "gorffen", "ივლ", "հուլ", "шілде", "ජූලි", "lulj", "iyul", "ಜುಲೈ", "ജൂലൈ", "જુલા", "ਜੁਲਾ", "ژوئیه",
    ],
    &[
        "aug", "aoû", "ago", "sie", "אוגוסט", "srp", "авг", "серп", "agu", "αυγ", "ağu", "elo", "أغسطس",
        "اغسطس", "अगस्त", "kolovoz", "rugpj", "avgus", "gusht", "ogos", "жні", "আগস", "ஆகஸ்", "ఆగ", "ऑग",
        "اگست", "สิงหา", "lúnasa", "abuztu", "აგვ", "օգոստ", "тамыз", "අගෝ", "awwiss", "avqust", "ágú", "ಆಗ",
        "ഓഗസ്", "ആഗസ്", "ઓગ", "ઑગ", "ਅਗਸ",
    ],
    &[
        "sep", "set", "wrz", "zář", "szep", "ספטמבר", "أيلول", "сен", "верес", "σεπ", "eyl", "syys",
        "سبتمبر", "सितंबर", "सितम्बर", "rujn", "rujan", "rugs", "shtator", "сеп", "верас", "সেপ্ট", "செப்",
        "సెప్ట", "सप्टें", "ستمبر", "กันยา", "irail", "სექტ", "սեպտ", "қыркүй", "සැප්", "sentyab", "sentab", "ಸೆಪ್ಟೆ",
        "സെപ്റ്റ", "સપ્ટે", "ਸਤੰ", "سپتامبر", "satumba",
    ],
    &[
        "oct", "okt", "ott", "out", "paź", "אוקטובר", "říj", "окт", "жовт", "οκτ", "eki", "loka", "أكتوبر",
        "اكتوبر", "अक्टूबर", "spalio", "tetor", "кастр", "অক্ট", "அக்", "అక్టో", "ऑक्टो", "اکتوبر", "ตุลา", "urri",
        "hydref", "ოქტ", "հոկտ", "қазан", "ඔක්", "ಅಕ್ಟೋ", "ഒക്ടോ", "ઓક્ટો", "ઑક્ટો", "ਅਕਤੂ", "اکتبر",
    ],
    &[
        "nov", "nobyem", "lis", "נובמבר", "ноя", "листоп", "νοε", "kas", "marras", "نوفمبر", "नवंबर", "नवम्बर",
        "studenog", "studeni", "lapkr", "noiem", "nënt", "нов", "ное", "ліст", "নভে", "நவ", "నవం", "नोव्हें",
        "نومبر", "พฤศจิ", "samhain", "samhna", "azaro", "tachwedd", "ნოე", "նոյ", "қараша", "නොවැ", "noyab",
        "nóv", "ನವೆ", "നവം", "નવે", "ਨਵੰ", "نوامبر", "nuwamba",
    ],
    &[
        "dec", "disyem", "dez", "déc", "dic", "des", "gru", "דצמבר", "pros", "дек", "груд", "δεκ", "ara",
        "joulu", "ديسمبر", "दिसंबर", "दिसम्बर", "detsem", "disem", "dhje", "дец", "снеж", "ডিসে", "டிச", "డిసెం",
        "डिसें", "دسمبر", "ธันวา", "nollai", "nollag", "abendu", "rhagfyr", "დეკ", "դեկտ", "желтоқ", "දෙසැ",
        "diċem", "dekab", "ಡಿಸೆ", "ഡിസം", "ડિસે", "ਦਸੰ", "دسامبر", "disamba",
    ],
];

/// Returns the day, as ISO 8601, that a line such as "Friday, 3 May 2024 | 10:15" or "03.05.2024" prints. None where day and
/// month cannot be told apart, as in 03/05/2024.
pub fn written_date(line: &str) -> Option<String> {
    /// What stands between the parts of a day.
    const SMALL: [&str; 9] = ["de", "of", "den", "del", "m", "gada", "din", "ta", "жылғы"];
    /// After a year whose month comes last.
    const OF_YEAR: [&str; 2] = [" gada ", " жылғы "];
    let day_of = |year: u32, month: u32, day: u32| {
        let year = if year < 70 { 2000 + year } else { year };
        // Thailand counts from the death of the Buddha.
        let year = if (2513..2643).contains(&year) { year - 543 } else { year };
        let legal = (1970..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        legal.then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    if !line.contains(char::is_numeric) {
        return None;
    }
    let number = |word: &str| if word.len() <= 4 { word.parse::<u32>().ok() } else { None };
    let plain = western_digits(line);
    let line = plain.as_deref().unwrap_or(line);
    // "17 . 04 . 2024"
    let tight = line.contains(" . ").then(|| line.replace(" . ", "."));
    let line = tight.as_deref().unwrap_or(line);
    let parted = without_glue(line);
    let line = parted.as_deref().unwrap_or(line);
    // Polish has the same word for the month after it, but no full stop after the day.
    let croatian = line.contains(". listopad").then(|| line.replace(". listopad", ". okt"));
    let line = croatian.as_deref().unwrap_or(line);
    let thai = line
        .contains(|c| ('ก'..='๛').contains(&c))
        .then(|| THAI_MONTHS.iter().fold(line.to_owned(), |line, (short, long)| line.replace(short, long)));
    let line = thai.as_deref().unwrap_or(line);
    let tokens = line.split(parts_days);
    if let Some((year, month, day)) = signed_date(line) {
        return day_of(year, month, day);
    }
    if let Some(day) = persian_date(line) {
        return Some(day);
    }
    for token in tokens.clone() {
        let parts: Vec<&str> =
            token.trim_matches(|c: char| !c.is_ascii_digit()).split(['.', '/', '-']).collect();
        let [first, second, third] = parts[..] else { continue };
        // "03/May/2024", "04/out/21"
        if let (Some(day), Some(month), 2 | 4, Some(year)) =
            (number(first), month_of(&second.to_lowercase()), third.len(), number(third))
        {
            return day_of(year, month, day);
        }
        let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else { continue };
        let found = match (first.len(), third.len()) {
            (4, _) => day_of(a, b, c),
            (1 | 2, 2 | 4) if (token.contains('.') || a > 12) && b <= 12 => day_of(c, b, a),
            (1 | 2, 2 | 4) if b > 12 => day_of(c, a, b),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    // "2024. 5. 3."
    let dotted: Vec<Option<u32>> =
        tokens.clone().map(|token| token.strip_suffix('.').and_then(number)).collect();
    for three in dotted.windows(3) {
        if let [Some(year @ 1970..), Some(month), Some(day)] = *three {
            return day_of(year, month, day);
        }
    }
    // "3. 5. 2024"
    let years =
        tokens.clone().skip(2).map(|token| Some(token).filter(|year| year.len() == 4).and_then(number));
    for (two, year) in dotted.windows(2).zip(years) {
        if let ([Some(day), Some(month)], Some(year @ 1970..)) = (two, year) {
            return day_of(year, *month, *day);
        }
    }
    // "17/4 2024"
    for (token, year) in tokens.clone().zip(tokens.clone().skip(1)) {
        let year = if year.len() == 4 { number(year) } else { None };
        if let (Some((day, month)), Some(year)) = (token.split_once('/'), year)
            && let (Some(day @ 13..), Some(month)) = (number(day), number(month))
        {
            return day_of(year, month, day);
        }
    }
    let words: Vec<String> = tokens
        .flat_map(|word| word.split(['-', '.']))
        .map(word_of_day)
        .filter(|word| !word.is_empty() && !SMALL.contains(&&**word))
        .filter(|word| month_of(word).is_some() || !is_weekday(word))
        .collect();
    let day = |word: &str| number(word.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    // "2024ko maiatzaren 3a"
    let year_of = |word: &str| {
        let year = word.strip_suffix("eko").or(word.strip_suffix("ko")).unwrap_or(word);
        if year.len() == 4 { number(year) } else { None }
    };
    words.windows(3).find_map(|three| {
        let [first, second, third] = three else { return None };
        // "2024. május 3."
        if let (Some(year), Some(month)) = (year_of(first), month_of(second)) {
            return day_of(year, month, day(third)?);
        }
        // "2024. gada 3. maijs"
        if OF_YEAR.iter().any(|of| line.contains(of))
            && let (Some(year), Some(day), Some(month)) = (year_of(first), day(second), month_of(third))
        {
            return day_of(year, month, day);
        }
        let year = year_of(third)?;
        match (month_of(first), month_of(second)) {
            (_, Some(month)) => day_of(year, month, day(first)?),
            (Some(month), None) => day_of(year, month, day(second)?),
            (None, None) => None,
        }
    })
}

/// The months as they are shortened in Thailand, with how their names begin: the longer before those that they end with.
const THAI_MONTHS: [(&str, &str); 12] = [
    ("มี.ค.", "มีนา"),
    ("เม.ย.", "เมษา"),
    ("มิ.ย.", "มิถุนา"),
    ("ม.ค.", "มกรา"),
    ("ก.พ.", "กุมภา"),
    ("พ.ค.", "พฤษภา"),
    ("ก.ค.", "กรกฎา"),
    ("ส.ค.", "สิงหา"),
    ("ก.ย.", "กันยา"),
    ("ต.ค.", "ตุลา"),
    ("พ.ย.", "พฤศจิ"),
    ("ธ.ค.", "ธันวา"),
];

/// Says whether a character parts the words of a day.
fn parts_days(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '•' | '·' | '（' | '）' | '：' | '،')
}

/// Returns a word of a day in small letters: the first of two names of its month, "أبريل/نيسان", and the whole year of "'24".
fn word_of_day(word: &str) -> String {
    let short = word.strip_prefix(['\'', '’']).filter(|year| year.len() == 2 && year.parse::<u32>().is_ok());
    if let Some(year) = short {
        return format!("20{year}");
    }
    let named = |(first, _): &(&str, &str)| !first.is_empty() && first.chars().all(char::is_alphabetic);
    let word = word.split_once('/').filter(named).map_or(word, |(first, _)| first);
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Returns the number of the month whose name a word, in small letters, begins with; in Hebrew "in" is a letter before it.
fn month_of(word: &str) -> Option<u32> {
    const MAX_CHARS: usize = 12;
    /// Other words begin so.
    const WHOLE: [(&str, u32); 13] = [
        ("mac", 3),
        ("machi", 3),
        ("মে", 5),
        ("மே", 5),
        ("మే", 5),
        ("मे", 5),
        ("ಮೇ", 5),
        ("മേയ്", 5),
        ("മെയ്", 5),
        ("મે", 5),
        ("awst", 8),
        ("medi", 9),
        ("اوت", 8),
    ];
    let word = word.strip_prefix('ב').unwrap_or(word);
    let begins =
        |names: &[&str]| names.iter().filter(|name| word.starts_with(**name)).map(|name| name.len()).max();
    if let Some((_, month)) = WHOLE.iter().find(|(whole, _)| *whole == word) {
        return Some(*month);
    }
    let known = MONTHS.iter().enumerate().filter_map(|(at, names)| Some((begins(names)?, at as u32 + 1)));
    known.max_by_key(|known| known.0).filter(|_| word.chars().count() <= MAX_CHARS).map(|known| known.1)
}

/// Says whether a word, in small letters, is or begins with the name of a day of the week.
fn is_weekday(word: &str) -> bool {
    const BEGINNINGS: [&str; 142] = [
        "ponedj", "poned", "utorak", "utor", "srijed", "sred", "četvrt", "petak", "nedjelj", "nedelj",
        "pirmad", "antrad", "trečiad", "ketvirt", "penktad", "šeštad", "sekmad", "pirmd", "otrd", "trešd",
        "ceturtd", "piektd", "sestd", "svētd", "วัน", "marț", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
        "die", "mit", "don", "fre", "sam", "son", "lun", "mar", "mer", "jeu", "ven", "dim", "dom", "seg",
        "ter", "quar", "quin", "sex", "sáb", "mié", "mier", "jue", "vie", "gio", "maan", "dins", "woens",
        "vrij", "zater", "zon", "mån", "tis", "tirs", "ons", "tors", "lör", "lør", "sön", "søn", "tiis",
        "keskiv", "perj", "lauan", "pond", "úter", "střed", "čtvrt", "páte", "sobot", "neděl", "poniedz",
        "wtor", "środ", "czwar", "piąt", "niedz", "hétf", "kedd", "szerd", "csüt", "pént", "szomb", "vasár",
        "pazar", "salı", "çarş", "perş", "cuma", "senin", "selas", "rabu", "kamis", "jumat", "sabtu",
        "minggu", "понед", "вторн", "сред", "четв", "пятн", "субб", "субо", "воскр", "вівт", "серед", "п'ят",
        "п’ят", "неділ", "δευτ", "τρίτ", "τετ", "πέμ", "πεμ", "παρασκ", "σάβ", "σαβ", "κυρ", "الأحد",
        "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "सोमवार", "मंगलवार", "बुधवार",
        "गुरुवार",
    ];
    const WHOLE: [&str; 60] = [
        "ma", "di", "wo", "do", "vr", "za", "zo", "ti", "ke", "to", "pe", "la", "su", "mo", "mi", "fr", "sa",
        "so", "pn", "wt", "śr", "cz", "pt", "nd", "po", "út", "st", "čt", "pá", "ne", "пн", "вт", "ср", "чт",
        "пт", "сб", "вс", "нд", "शुक्रवार", "शनिवार", "रविवार", "יום", "ראשון", "שני", "שלישי", "רביעי",
        "חמישי", "שישי", "שבת", "月", "火", "水", "木", "金", "土", "日", "월", "화", "수", "목",
    ];
    let short = word.chars().count() <= 12;
    short && BEGINNINGS.iter().any(|begin| word.starts_with(begin)) || WHOLE.contains(&word)
}

/// Returns a line with the digits of Arabic, of Thai and of the scripts of India as those of Europe; none where it has none.
fn western_digits(line: &str) -> Option<String> {
    let zeros = ['٠', '۰', '०', '০', '૦', '௦', '౦', '೦', '൦', '๐'];
    let digit =
        |c: char| zeros.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|n| *n <= 9));
    let has = !line.is_ascii() && line.chars().any(|c| digit(c).is_some());
    has.then(|| line.chars().map(|c| digit(c).and_then(|n| char::from_digit(n, 10)).unwrap_or(c)).collect())
}

/// Returns the year, month and day that Chinese, Japanese or Korean signs follow: "2024年5月3日".
fn signed_date(line: &str) -> Option<(u32, u32, u32)> {
    const SIGNS: [[char; 3]; 2] = [['年', '月', '日'], ['년', '월', '일']];
    let digits = |text: &str| -> Option<u32> {
        let text = text.trim();
        let from = text.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
        text[text.len() - from..].parse().ok()
    };
    let signed = SIGNS.iter().find_map(|[year, month, day]| {
        let (first, rest) = line.split_once(*year)?;
        let (second, rest) = rest.split_once(*month)?;
        Some((of_era(first).or_else(|| digits(first))?, digits(second)?, digits(rest.split_once(*day)?.0)?))
    });
    // "2024 оны 5-р сарын 3"
    let worded = || {
        let (year, rest) = line.split_once(" оны ")?;
        let (month, rest) = rest.split_once(" сарын ")?;
        let day = rest.trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
        Some((digits(year)?, digits(month.trim_end_matches("-р"))?, digits(day)?))
    };
    signed.or_else(worded)
}

/// Returns the two numbers and the year of a day in whose writing slashes part day and month, either first: "03/05/2024".
pub fn slashed(line: &str) -> Option<[u32; 3]> {
    let number = |word: &str| Some(word).filter(|word| word.len() <= 2).and_then(|word| word.parse().ok());
    let year = |word: &str| {
        let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        word.parse().ok().filter(|year| digits && (1970..2100).contains(year))
    };
    line.split(parts_days).find_map(|token| {
        let mut parts = token.split('/');
        let found = [number(parts.next()?)?, number(parts.next()?)?, year(parts.next()?)?];
        let legal = found[..2].iter().all(|number| (1..=31).contains(number))
            && found[..2].iter().any(|number| *number <= 12);
        (legal && parts.next().is_none()).then_some(found)
    })
}

/// Returns the day that the calendar of Iran writes so: "۲۰ اسفند ۱۴۰۳", "1403/12/20".
fn persian_date(line: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ];
    let number = |word: &str| if word.len() <= 4 { word.parse::<u32>().ok() } else { None };
    let tokens: Vec<&str> = line.split(parts_days).filter(|token| !token.is_empty()).collect();
    let worded = tokens.windows(3).find_map(|three| {
        let month = MONTHS.iter().position(|month| three[1].trim_end_matches("\u{200c}ماه") == *month)?;
        Some((number(three[2])?, month as u32 + 1, number(three[0])?))
    });
    let counted = || {
        let parts = tokens.iter().map(|token| token.split(['/', '-']).collect::<Vec<_>>());
        parts
            .filter(|parts| parts.len() == 3 && parts[0].len() == 4)
            .find_map(|parts| Some((number(parts[0])?, number(parts[1])?, number(parts[2])?)))
    };
    let (year, month, day) = worded.or_else(counted)?;
    if !(1340..1480).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Six months of 31 days, then months of 30.
    let before = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    let first = NaiveDate::from_ymd_opt(year as i32 + 621, 3, first_of_persian(year))?;
    let found = first.checked_add_days(chrono::Days::new(u64::from(before + day - 1)))?;
    Some(found.format("%Y-%m-%d").to_string())
}

/// Returns the day of March on which a year of the calendar of Iran begins, by its rule of 33 years: those are leap years that
/// leave one of eight numbers.
fn first_of_persian(year: u32) -> u32 {
    const LEAP: [u32; 8] = [1, 5, 9, 13, 17, 22, 26, 30];
    // 1 Farvardin 1340 was 21 March 1961.
    let (mut day, ours) = (21, |year: u32| year.is_multiple_of(4));
    for passed in 1340..year {
        let theirs = u32::from(LEAP.contains(&(passed % 33)));
        let between = u32::from(ours(passed + 622));
        day = day + theirs - between;
    }
    day
}

/// Returns a line with a space behind a year that a style sheet keeps apart from the time or the day after it: "November 3,
/// 202511:02", "05/12/2025May 12, 2025"; none where there is no such year.
fn without_glue(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let year = |at: usize| {
        let starts =
            matches!(bytes.get(at..at + 2), Some(b"19" | b"20")) && !at.checked_sub(1).is_some_and(digit);
        starts && digit(at + 2) && digit(at + 3)
    };
    // "202511:02", "20259:02"
    let clock = |at: usize| {
        let length = usize::from(digit(at)) + usize::from(digit(at) && digit(at + 1));
        length > 0
            && bytes.get(at + length) == Some(&b':')
            && digit(at + length + 1)
            && digit(at + length + 2)
    };
    let end = (0..bytes.len().saturating_sub(4)).filter(|&at| year(at)).map(|at| at + 4);
    let mut glued = end.filter(|&end| bytes[end].is_ascii_uppercase() || clock(end));
    glued.next().map(|end| format!("{} {}", &line[..end], &line[end..]))
}

/// Returns the year that one of a Japanese era is: 2024 of "令和6", 2019 of "令和元".
fn of_era(text: &str) -> Option<u32> {
    const ERAS: [(&str, u32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];
    ERAS.iter().find_map(|(era, before)| {
        let (_, year) = text.rsplit_once(era)?;
        let year = year.trim();
        let year = if year == "元" { 1 } else { year.parse::<u32>().ok().filter(|year| *year < 100)? };
        Some(before + year)
    })
}

/// Says whether a line is nothing but a day, with or without its time and what was done then, in languages of Europe:
/// "Montag, 3. Mai 2024, 10:15 Uhr", "First published on 3 May 2024, 09:12 BST".
pub fn is_day(line: &str) -> bool {
    const MAX_CHARS: usize = 70;
    const SMALL: [&str; 124] = [
        "pagi", "siang", "sore", "petang", "malam", "horas", "ta", "жылғы", "оны", "сарын", "р", "d", "gada",
        "sati", "u", "น", "เวลา", "วันที่", "พ.ศ", "יום", "月", "日", "years", "year", "ago", "as", "of", "em",
        "às", "hs", "hrs", "om", "klo", "godz", "o", "på", "ve", "v", "wib", "wita", "года", "году", "р",
        "о", "ב", "בשעה", "שעה", "في", "م", "ص", "مساء", "صباحا", "बजे", "오전", "오후", "금", "토", "일",
        "年", "時", "分", "午前", "st", "issued", "modified", "güncelleme", "tarihinde", "de", "del", "den",
        "di", "le", "el", "il", "la", "a", "à", "at", "um", "uhr", "h", "kl", "r", "g", "alle", "ore", "las",
        "г", "в", "am", "pm", "m", "p", "noon", "gmt", "utc", "bst", "cet", "cest", "eet", "eest", "ist",
        "aest", "aedt", "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt", "on",
        "date", "first", "last", "published", "posted", "released", "updated",
    ];
    if line.chars().nth(MAX_CHARS).is_some() || written_date(line).is_none() {
        return false;
    }
    let parted = without_glue(line);
    let lower = parted.as_deref().unwrap_or(line).trim_start().to_lowercase();
    // "4 min read·Jun 20, 2025"
    let read = lower.split_once(" min read").filter(|(count, _)| count.parse::<u32>().is_ok());
    let lower =
        read.map_or(&*lower, |(_, rest)| rest.trim_start_matches(|c: char| !c.is_alphanumeric())).to_owned();
    // "… GMT+1Updated 3 hours ago"
    let changed = lower.rfind("updated ").filter(|&at| at > 0 && lower.ends_with(" ago"));
    let lower = lower[..changed.unwrap_or(lower.len())].to_owned();
    let labels = || PUBLISHED.iter().chain(&UPDATED);
    let mut after = labels().filter_map(|label| lower.strip_prefix(label));
    let line = after.find(|rest| !rest.starts_with(char::is_alphabetic)).unwrap_or(&lower);
    let parts = |c: char| parts_days(c) || matches!(c, ':' | '.' | '/' | '-' | '–');
    let words = line.split(parts).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let label = |word: &str| labels().any(|label| label.split(' ').any(|part| part == word));
    // "Julia Martin, 3 May 2024" has three months.
    let (mut months, mut weekdays, mut years) = (0, 0, 0);
    for word in words {
        let sign = |c: char| {
            c.is_numeric()
                || matches!(c, '元' | '年' | '月' | '日' | '時' | '时' | '分' | '년' | '월' | '일' | '시')
        };
        let era = ["令和", "平成", "昭和"].iter().find_map(|era| word.strip_prefix(era));
        let digits = era.unwrap_or(word);
        let numeric = digits.starts_with(|c: char| c.is_numeric() || c == '元')
            && (digits.len() <= 6 || digits.chars().all(sign));
        years += usize::from(numeric && word.len() >= 4 && word.contains(|c: char| c.is_ascii_digit()));
        let zone = word.strip_prefix("gmt+").or(word.strip_prefix("utc+"));
        let zoned = zone.is_some_and(|hours| hours.parse::<u32>().is_ok());
        if word.is_empty() || numeric || zoned || SMALL.contains(&word) || label(word) {
            continue;
        }
        if month_of(word).is_some() {
            months += 1;
        } else if is_weekday(word) {
            weekdays += 1;
        } else {
            return false;
        }
    }
    // Arabic may name a month twice.
    let twice = usize::from(line.contains('/'));
    months <= years.max(1) + twice && weekdays <= years.max(1)
}

/// Returns what a short line has besides the day that it begins or ends with: "Ada Holm" of "May 3, 2024 · Ada Holm · 3 min
/// read".
pub fn beside_day(line: &str) -> Option<&str> {
    const MAX_BYTES: usize = 120;
    if line.len() > MAX_BYTES {
        return None;
    }
    let line = without_reading_time(line.trim());
    written_date(line)?;
    let mark = |c: char| !c.is_alphanumeric();
    let spaces = || line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let first = spaces().rev().find(|&at| is_day(&line[..at])).map(|at| &line[at..]);
    let rest = first.or_else(|| spaces().find(|&at| is_day(&line[at..])).map(|at| &line[..at]));
    let rest = rest.or_else(|| glued_day(line).map(|(before, _)| before));
    rest.map(|rest| {
        rest.trim_start_matches(mark).trim_end_matches([' ', ',', '|', '·', '•', '-', '–', '—', ':'])
    })
}

/// Parts a line before the day that it ends with, where a style sheet keeps the two apart: "By Ada Holm5 May 2024".
pub fn glued_day(line: &str) -> Option<(&str, &str)> {
    const MAX_BYTES: usize = 160;
    if line.len() > MAX_BYTES {
        return None;
    }
    let digit = |c: char| c.is_ascii_digit();
    let mut starts = line.match_indices(digit).map(|(at, _)| line.split_at(at));
    starts.find(|(before, day)| before.ends_with(char::is_alphabetic) && is_day(day))
}

/// Returns a line without how long it takes to read: "May 3, 2024 · 3 min read", "16 giugno 2025 2 minuti di lettura".
pub fn without_reading_time(line: &str) -> &str {
    const ENDS: [&str; 8] = [
        "min read", "mins read", "minute read", "minutes read", "min reading time", "minuti di lettura",
        "min de lecture", "min. lesezeit",
    ];
    let lower = line.to_ascii_lowercase();
    let Some(end) = ENDS.iter().find_map(|end| lower.strip_suffix(end)) else { return line };
    let rest = end.trim_end_matches([' ', '-']).trim_end_matches(|c: char| c.is_ascii_digit());
    if rest.len() == end.len() {
        return line;
    }
    line[..rest.len()].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.')
}

/// Returns the day that an address names: "https://post.example/2024/05/03/bridge".
pub fn day_in_address(url: &str) -> Option<String> {
    let path = url.split("://").nth(1)?.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['?', '#']).next()?.split(['/', '-', '_']).take(16).collect();
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let three = parts.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let written = number(year, 4..=4) && number(month, 1..=2) && number(day, 1..=2);
        if written { counted_date(&format!("{year}{month:0>2}{day:0>2}")) } else { None }
    });
    three.or_else(|| parts.iter().filter(|part| number(part, 8..=8)).find_map(|part| counted_date(part)))
}

/// How lines name the day something was changed, and the day it was published.
const UPDATED: [&str; 59] = [
    "modifica il",
    "modificato il",
    "aktualizované",
    "posledná aktualizácia",
    "uppfært",
    "posodobljeno",
    "zadnja izmjena",
    "posljednja izmjena",
    "განახლებულია",
    "cập nhật",
    "imehaririwa",
    "opgedateer",
    "eguneratua",
    "ажурирано",
    "обновена",
    "อัปเดต",
    "ažurirano",
    "izmenjeno",
    "ultima actualizare",
    "atnaujinta",
    "atjaunots",
    "uuendatud",
    "son güncelleme",
    "শেষ আপডেট",
    "আপডেট",
    "dikemas kini",
    "stand:",
    "zuletzt",
    "actualizada",
    "päivitetty",
    "aktualizováno",
    "frissítve",
    "güncellenme",
    "diperbarui",
    "обновлено",
    "оновлено",
    "ενημέρωση",
    "עודכן",
    "آخر تحديث",
    "تحديث",
    "更新",
    "最終更新",
    "수정",
    "modifié",
    "güncelleme",
    "updated",
    "modified",
    "last update",
    "aktualisiert",
    "actualizado",
    "aggiornato",
    "mis à jour",
    "mise à jour",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "aktualizacja",
];
const PUBLISHED: [&str; 85] = [
    "zverejnené",
    "publikované",
    "uverejnené",
    "xuất bản",
    "đăng lúc",
    "dərc olunub",
    "გამოქვეყნდა",
    "хэвлэгдсэн",
    "ausgabe vom",
    "objavljeno",
    "objavljen",
    "publicat",
    "paskelbta",
    "publicēts",
    "avaldatud",
    "wysłano",
    "প্রকাশ",
    "প্রকাশিত",
    "பதிவு செய்த நாள்",
    "เผยแพร่",
    "публикувано",
    "објављено",
    "release date",
    "for immediate release",
    "filed:",
    "mis en ligne",
    "publicada",
    "publicación",
    "publiée",
    "publicatie",
    "publiceret",
    "julkaistu",
    "publikováno",
    "közzétéve",
    "megjelent",
    "yayınlanma",
    "yayınlanma tarihi",
    "oluşturulma tarihi",
    "giriş",
    "data publikacji",
    "publikacja",
    "dodano",
    "utworzono",
    "diterbitkan",
    "опубликовано",
    "дата публикации",
    "опубліковано",
    "δημοσίευση",
    "δημοσιεύθηκε",
    "δημοσιεύτηκε",
    "פורסם",
    "نشر في",
    "نُشر في",
    "نشر",
    "تاريخ النشر",
    "प्रकाशित",
    "公開日時",
    "公開日",
    "公開",
    "掲載日",
    "掲載",
    "配信",
    "発行",
    "发布时间",
    "发布",
    "时间",
    "日期",
    "입력",
    "기사입력",
    "승인",
    "등록",
    "게시",
    "published",
    "posted",
    "released on",
    "veröffentlicht",
    "erschienen",
    "publié",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
    "publisert",
    "udgivet",
    "opublikowano",
];

/// Says whether a line begins with when something was changed.
pub fn is_update(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    let line = line.strip_prefix("last ").unwrap_or(&line);
    UPDATED.iter().any(|label| line.starts_with(label))
}

/// Returns the name in a line that has nothing but it and a day: "By Jane Doe | April 13, 2023", "Jane Doe, 13 April 2023".
pub fn name_before_day(line: &str) -> Option<&str> {
    const MAX_BYTES: usize = 90;
    const BYS: [&str; 3] = ["By ", "BY ", "Von "];
    if line.len() > MAX_BYTES {
        return None;
    }
    let line = line.trim();
    let line = BYS.iter().find_map(|by| line.strip_prefix(by)).unwrap_or(line);
    let (name, rest) = line.split_once(['|', ',', '•', '·', '–', '—', '/'])?;
    let day = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let name = name.trim();
    (text::is_person(name) && is_day(day) && !is_update(name) && !is_publication(name)).then_some(name)
}

/// Says whether a line begins with when something was published, in languages of Europe.
pub fn is_publication(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    let line = ["first ", "originally "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(&line);
    PUBLISHED.iter().any(|label| line.starts_with(label))
}

/// Returns the day that a line prints; of two, not the one on which something was changed.
pub fn published_day(line: &str) -> Option<String> {
    let lower = lower_in_place(line);
    let updated = UPDATED.iter().filter_map(|label| lower.find(label)).min();
    // "Last updated 5 April 2024. First published 2 April 2024."
    let after = |at: usize| {
        let published = PUBLISHED.iter().filter_map(|label| Some(lower[at..].find(label)? + at)).min()?;
        written_date(&line[published..])
    };
    let glued = || written_date(glued_day(line)?.1);
    let found = updated.and_then(|at| written_date(&line[..at]).or_else(|| after(at)));
    found.or_else(|| written_date(line)).or_else(glued)
}

/// Returns a line with small letters for capitals wherever those are as long: all keep their places.
fn lower_in_place(line: &str) -> String {
    let lower = |c: char| {
        let mut small = c.to_lowercase();
        let one = small.next().filter(|small| small.len_utf8() == c.len_utf8());
        one.filter(|_| small.next().is_none()).unwrap_or(c)
    };
    line.chars().map(lower).collect()
}
