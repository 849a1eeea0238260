//! Who wrote a text, by a line of its page that elements part: "By", "Ada Holm", "Staff Writer".

use super::blocks::Part;
use super::text::{self, credited, fold, is_no_label, is_person, is_role, marked_names};
use crate::reading::given::{gender_of_given, is_unisex};
use crate::reading::lexicon::Lists;
use crate::reading::nouns::Gender;

/// Labels of who wrote a text, with a mark between them and the name, in many languages.
const LABELS: [&str; 148] = [
    "escribe", "texto y fotos", "autorius", "autorė", "autors", "autoare", "piše", "napisao", "пише",
    "аутор", "автор/ка", "σύνταξη", "γράφουν", "লেখক", "লিখেছেন", "প্রতিবেদক", "எழுதியவர்", "โดย", "ผู้เขียน",
    "ditulis", "mwandishi", "خبرنگار", "نویسنده", "by", "written by", "contributed by", "exclusive by",
    "story by", "story", "words", "text", "author", "writer", "reporter", "von", "autor", "autorin",
    "autor/in", "autor:in", "autoren", "ein artikel von", "par", "auteur", "auteure", "autrice", "auteurs",
    "texte", "rédigé par", "rédaction", "por", "autora", "autores", "texto", "redacción", "redactor",
    "redactora", "escrito por", "reportagem", "di", "autore", "autori", "testo", "testi", "a cura di",
    "door", "geschreven door", "tekst", "autorka", "autorzy", "opracowanie", "opracował", "opracowała",
    "oprac.", "opr.", "napisał", "napisała", "rozmawiał", "rozmawiała", "av", "af", "skriven av",
    "skrevet av", "skrevet af", "journalist", "skribent", "teksti", "toimittaja", "kirjoittaja",
    "kirjoittanut", "napsal", "napsala", "szerző", "írta", "haber", "muhabir", "yazan", "yazar", "oleh",
    "penulis", "reportase", "автор", "авторка", "автори", "авторы", "автор статьи", "автор текста", "текст",
    "συντάκτης", "συντάκτρια", "γράφει", "γράφει η", "γράφει ο", "κείμενο", "ρεπορτάζ", "επιμέλεια", "מאת",
    "كتب", "كتبت", "بقلم", "إعداد", "लेखक", "लेखिका", "रिपोर्ट", "रिपोर्टर", "द्वारा", "nga", "testua", "egilea",
    "avtor", "avtorica", "ni", "isinulat ni", "ulat ni", "тэкст", "аўтар", "höfundur", "texti", "ავტორი",
    "հեղինակ", "müəllif", "muallif", "зохиогч", "awdur", "údar", "deur", "geskryf deur", "ដោយ", "tác giả",
];

/// And those before names in Chinese, Japanese and Korean.
const SIGNED_LABELS: [&str; 20] = [
    "文", "文字", "作者", "记者", "記者", "本报记者", "特约记者", "撰文", "撰稿", "著者", "執筆", "執筆者",
    "取材・文", "取材", "文・写真", "文章", "글", "취재", "기자", "글쓴이",
];

/// What stands before a name with a space between, and before little else.
const PHRASES: [&str; 69] = [
    "von unserer redakteurin", "von unserem redakteur", "von unserer mitarbeiterin",
    "von unserem mitarbeiter", "von unserer korrespondentin", "von unserem korrespondenten",
    "von unserem redaktionsmitglied", "von unserer reporterin", "updates by", "live updates by",
    "dell’inviata", "dell’inviato", "dell'inviata", "dell'inviato", "dall’inviata", "dall’inviato",
    "dall'inviata", "dall'inviato", "dal nostro inviato", "dalla nostra inviata", "ein artikel von",
    "ein kommentar von", "eine analyse von", "ein gastbeitrag von", "eine kolumne von", "eine reportage von",
    "ein bericht von", "ein interview von", "rédigé par", "écrit par", "un article de", "recueilli par",
    "de notre correspondant", "de notre correspondante", "de notre envoyé spécial",
    "de notre envoyée spéciale", "escrito por", "una información de", "un reportaje de", "una entrevista de",
    "a cura di", "articolo di", "scritto da", "dalla nostra corrispondente", "reportagem de",
    "da redação, por", "geschreven door", "van onze redacteur", "van onze verslaggever",
    "van onze correspondent", "skriven av", "skrevet av", "skrevet af", "rozmawia", "oprac.", "napsal",
    "napsala", "připravil", "připravila", "ditulis oleh", "γράφει η", "γράφει ο", "מאת", "contributed by",
    "exclusive by", "as told to", "by our correspondent", "from our correspondent", "autor/in",
];

/// And what stands so where the line is known to be a byline: elsewhere it begins headlines as well.
const SMALL_WORDS: [&str; 37] = [
    "av", "af", "di", "text", "tekst", "teksti", "texte", "texto", "testo", "oleh", "penulis", "автор",
    "текст", "της", "του", "από", "από την", "από τον", "كتب", "كتبت", "بقلم", "إعداد", "تقرير", "द्वारा",
    "लेखक", "írta", "autor", "autorka", "napisała", "napisał", "nga", "ni", "deur", "gan", "kitba ta’",
    "kitba ta'", "ដោយ",
];

/// Words that stand alone before the name of who wrote a text, or after the day.
const BY: [&str; 22] = [
    "by", "von", "par", "por", "door", "av", "af", "di", "przez", "written by", "posted by", "published by",
    "story by", "reported by", "words by", "words", "text by", "interview by", "author",
    "author of the article", "escrito por", "автор",
];

/// And those that do where nobody is named yet: elsewhere they say what somebody is.
const LABELS_ALONE: [&str; 38] = [
    "opracowanie", "opracował", "opracowała", "oprac", "autor", "autora", "autorka", "auteur", "autore",
    "autors", "autorius", "oleh", "penulis", "yazan", "muhabir", "escribe", "escriben", "piše", "пише",
    "аутор", "σύνταξη", "γράφει", "συντάκτης", "লেখক", "লেখা", "লিখেছেন", "โดย", "ผู้เขียน", "लेखक", "लेखिका",
    "द्वारा", "نویسنده", "بقلم", "كتبت", "szerző", "írta", "updates by", "live updates by",
];

/// And those that a day may stand before.
const DATED_BY: [&str; 8] = ["by", "von", "par", "por", "door", "av", "af", "przez"];

/// And those of who worked on it, where nobody else is named.
const EDITED: [&str; 3] = ["edited by", "reviewed by", "compiled by"];

/// What parts two names.
const AND: [&str; 9] = ["and", "&", "und", "et", "y", "e", "og", "och", "en"];

/// What stands before links to sections and other articles.
const LEADS: [&str; 14] = [
    "topic", "tag", "category", "section", "see more on", "more", "more in", "more from", "filed under",
    "posted in", "in", "tags", "topics", "categories",
];

/// How words begin that label others than who wrote it.
const OTHERS: [&str; 12] = [
    "photo", "picture", "portrait", "image", "illustration", "video", "graphic", "foto", "bild", "fot.",
    "fact", "medical",
];

/// Returns what follows the words that credit somebody in one of many languages: "Szerző: …", "文/…", "Rédigé par …". `known` says
/// that the line is a byline.
pub fn after_by_word(line: &str, known: bool) -> Option<&str> {
    const MAX_LABEL: usize = 40;
    const MARKS: [char; 8] = [':', '：', '＝', '=', '/', '／', '|', '︱'];
    let line = line.trim();
    // "Autor/in: Ada Holm"
    let marks: Vec<(usize, char)> = line.char_indices().filter(|(_, c)| MARKS.contains(c)).take(2).collect();
    let labelled = marks.iter().rev().find_map(|&(at, mark)| {
        let label = line.get(..at).filter(|label| label.len() <= MAX_LABEL)?;
        let rest = line.get(at + mark.len_utf8()..)?.trim();
        let label = fold(label.trim());
        let signed = SIGNED_LABELS.contains(&&*label) && signed_name(rest).is_some();
        (LABELS.contains(&&*label) || signed).then_some(rest)
    });
    // "كتبت- هالة": elsewhere a dash joins words.
    let dashed = || {
        let (label, rest) = line.split_once(['-', '–']).filter(|(label, _)| label.len() <= MAX_LABEL)?;
        let label = label.trim();
        let caseless = label.chars().all(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
        (caseless && LABELS.contains(&label)).then(|| rest.trim())
    };
    let first = line.chars().flat_map(char::to_lowercase).next()?;
    let follows = |word: &&str| {
        let begin = line.get(..word.len()).filter(|_| word.starts_with(first))?;
        let begins = begin.chars().flat_map(char::to_lowercase).eq(word.chars());
        let begin = begins.then_some(begin)?;
        let rest = line.get(begin.len()..)?;
        let rest = rest.strip_prefix(' ')?.trim_start();
        // "Texto de Ada Holm" has another.
        (!rest.starts_with(text::is_small)).then_some(rest)
    };
    // "Aus Berlin berichtet Ada Holm"
    let reports = || line.strip_prefix("Aus ")?.split_once(" berichtet ").map(|(_, name)| name);
    let small = || if known { SMALL_WORDS.iter().find_map(follows) } else { None };
    labelled.or_else(dashed).or_else(|| PHRASES.iter().find_map(follows)).or_else(small).or_else(reports)
}

/// Returns a name in Chinese, Japanese or Korean signs, which has no space, without what its bearer is: "佐伯真由", "한지우 기자".
pub fn signed_name(words: &str) -> Option<&str> {
    const ROLES: [&str; 12] = [
        "기자", "특파원", "선임기자", "記者", "记者", "特派員", "报道", "報道", "撰文", "（本紙記者）",
        "（本社記者）", "(記者)",
    ];
    const BEFORE: [&str; 9] = ["本报记者", "本報記者", "记者", "記者", "기자명", "글", "취재", "作者", "文"];
    /// No house's name is longer.
    const MAX_HOUSE: usize = 12;
    /// What Japanese surnames of two signs end with.
    const JAPANESE: &str = "田山川本村野井木島藤原沢崎口上中橋谷岡林森池石辺松部屋内城伯尾津浦塚瀬宮条倉水下坂戸越間羽葉賀地場江西東";
    const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추소석선설마길연위표명나";
    const CHINESE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方\
        白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯森岡";
    /// What houses and their desks are called with, and the labels around them.
    const HOUSES: [char; 32] = [
        '社', '部', '紙', '略', '聞', '闻', '信', '供', '載', '面', '料', '員', '报', '報', '网', '網', '编',
        '編', '辑', '集', '局', '者', '台', '室', '团', '源', '时', '读', '评', '论', '创', '权',
    ];
    if words.is_ascii() {
        return None;
    }
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let signs = |c: char| {
        ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3040}'..='\u{30ff}').contains(&c) || c == '々'
    };
    let mut name = words.trim();
    if let Some(rest) = ROLES.iter().find_map(|role| name.strip_suffix(role)) {
        name = rest.trim_end();
    }
    if let Some(rest) = BEFORE.iter().find_map(|role| name.strip_prefix(role)) {
        name = rest.trim_start();
    }
    // "編集委員・三好健一"
    if let Some((role, rest)) = name.split_once('・')
        && ["委員", "記者", "特派員", "支局長"].iter().any(|end| role.ends_with(end))
    {
        return Some(rest.trim()).filter(|rest| is_signed(rest));
    }
    // "港湾新闻记者 高雨桐"
    if let Some((house, rest)) = ["记者 ", "記者 "].iter().find_map(|role| name.split_once(role))
        && house.chars().nth(MAX_HOUSE).is_none()
    {
        name = rest.trim();
    }
    // "[서울=하늘] 한지우"
    if let Some((_, rest)) = name.split_once(']').filter(|_| name.starts_with('[')) {
        name = rest.trim();
    }
    let count = name.chars().count();
    // Of two or three signs anything may be made: then the first is a common surname.
    let surname = |names: &str| name.chars().next().is_some_and(|first| names.contains(first));
    let with_role = words.trim().ends_with("기자") && name.len() < words.trim().len();
    let korean = name.chars().all(hangul)
        && (with_role && (2..=4).contains(&count) || count == 3 && surname(KOREAN) && name != "한겨레");
    let other = name.chars().all(signs) && !name.contains(HOUSES) && !name.starts_with(|c| c < '\u{4e00}');
    let second = name.chars().nth(1).is_some_and(|second| JAPANESE.contains(second));
    let other = other && ((3..=5).contains(&count) && second || (2..=3).contains(&count) && surname(CHINESE));
    (korean || other).then_some(name)
}

/// Returns the name that stands right behind what a picture of its bearer says: "Portrait of Ada HolmAda Holm".
pub fn portrayed(line: &str) -> Option<&str> {
    const LABELS: [&str; 4] = ["Portrait of ", "Photo of ", "Headshot of ", "Profile image for "];
    let names = LABELS.iter().find_map(|label| line.trim().strip_prefix(label))?;
    let name = names.get(names.len() / 2..)?.trim_start();
    let twice = names.strip_suffix(name).is_some_and(|before| before.trim_end() == name);
    (twice && is_person(name)).then_some(name)
}

/// Returns the people of a line that stands beside a day and names somebody, with a role, a place or a paper or without:
/// "Ada Holm", "Ada Holm in Paris", "Ada Holm | Harbour Post", "Political editor Ada Holm".
pub fn beside_day(line: &str) -> Vec<String> {
    const MAX_WORDS: usize = 10;
    const MAX_PART: usize = 5;
    const HOUSES: [&str; 12] = [
        "Reuters", "AFP", "AP", "dpa", "EFE", "PAP", "ANSA", "Associated Press", "Staff Writer", "ČTK",
        "TASS", "PTI",
    ];
    let mut line = line.trim();
    // "Ada Holm ada@harbour.example"
    while let Some((before, _)) = line.rsplit_once(' ').filter(|(_, last)| last.contains('@')) {
        line = before.trim_end();
    }
    if line.split_whitespace().nth(MAX_WORDS).is_some() || line.ends_with(['.', '!', '?', '…', ':']) {
        return Vec::new();
    }
    if let Some(names) = listed(line) {
        return names;
    }
    if let Some(name) = signed_name(line).filter(|name| name.len() < line.len()) {
        return vec![name.to_owned()];
    }
    let announced = after_by_word(line, true).or_else(|| after_role(line));
    let plain = announced.unwrap_or(line);
    let sure = after_by_word(line, false).is_some() || after_role(line).is_some();
    let capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    let short = |rest: &str| {
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let few = rest.split(' ').nth(MAX_PART).is_none();
        let timed = rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(" min");
        few && (rest.split(' ').all(capital) || is_role(rest) || HOUSES.contains(&rest) || timed)
    };
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let known = sure || is_given(name) || has_slavic_surname(name);
        let fits = known && is_name(name) && !text::is_town(name);
        let fits = fits && name.split(' ').nth(MAX_PART - 1).is_none();
        if fits {
            found.push(name.to_owned());
        }
        fits
    };
    if add(plain) {
        return found;
    }
    // "Ada Holm in Paris and Jo Nordin in Rome"
    let placed = |part: &str, add: &mut dyn FnMut(&str) -> bool| {
        let parted = [
            " in ", " for the ", " with ", " avec ", " con ", " mit ", " | ", " / ", ", ", " (", " • ",
            " · ", " — ", " – ", " - ",
        ];
        let cut = parted.iter().filter_map(|mark| Some((part.find(mark)?, mark.len()))).min();
        match cut.and_then(|(at, length)| Some((part.get(..at)?, part.get(at + length..)?))) {
            Some((name, rest)) => short(rest) && add(name.trim()),
            None => add(part.trim()),
        }
    };
    let all = plain.split(" and ").all(|part| placed(part, &mut add));
    if all { found } else { Vec::new() }
}

/// Returns the people of a line that is a list of names: "Ada Holm, Jo Nordin and Mia Roe", "Ada Holm & Jo Nordin".
fn listed(line: &str) -> Option<Vec<String>> {
    const MOST: usize = 5;
    const MARKS: [&str; 4] = [" and ", " & ", " und ", " et "];
    let (before, last) = MARKS.iter().find_map(|mark| line.split_once(mark))?;
    let names: Vec<&str> = before.split(',').chain([last]).map(str::trim).collect();
    let known = |name: &&str| is_given(name) && is_name(name) && !text::is_town(name);
    (names.len() <= MOST && names.iter().all(known)).then(|| names.into_iter().map(str::to_owned).collect())
}

/// Returns what follows the word for what somebody is at a paper: "Ada Holm" of "Political editor Ada Holm".
pub fn after_role(line: &str) -> Option<&str> {
    let rest = super::plugs::without_role(line);
    let role = line.strip_suffix(rest)?.trim_end();
    is_role(role).then_some(rest)
}

/// Returns the name that a line alone signs a text with: "Ada Holm", "— Ada Holm", "(Ada Holm)", "Autor: Ada Holm", "Ada Holm
/// (PAP)", "【佐伯真由】".
pub fn signature(line: &str) -> Option<String> {
    const MAX_WORDS: usize = 6;
    const FRAMES: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('（', '）')];
    const AGENCIES: [&str; 8] = [" (PAP)", " (AFP)", " (dpa)", " (EFE)", " (ANSA)", "/PAP", "/dpa", "/ČTK"];
    let line = line.trim();
    if line.split_whitespace().nth(MAX_WORDS).is_some() {
        return None;
    }
    let framed = FRAMES.iter().find_map(|(open, close)| line.strip_prefix(*open)?.strip_suffix(*close));
    if let Some(name) = in_corners(line) {
        return Some(name.to_owned());
    }
    let bare = framed.unwrap_or(line).trim_start_matches(['-', '–', '—', ' ']).trim();
    // "– Ada Holm in Paris"
    let placed = bare.split_once(" in ").filter(|(name, place)| {
        let place = place.split(' ').all(|word| word.starts_with(char::is_uppercase));
        place && bare.len() < line.len() && is_given(name)
    });
    let bare = placed.map_or(bare, |(name, _)| name);
    let of_agency = AGENCIES.iter().find_map(|agency| bare.strip_suffix(agency));
    let bare = of_agency.unwrap_or(bare);
    let announced = after_by_word(bare, framed.is_some());
    let name = announced.unwrap_or(bare);
    let marked = announced.is_some() || of_agency.is_some() || framed.is_some() || bare.len() < line.len();
    if marked && let Some(name) = signed_name(name) {
        return Some(name.to_owned());
    }
    let known = announced.is_some() || of_agency.is_some() || is_given(name) || has_slavic_surname(name);
    (known && is_name(name) && !text::is_town(name)).then(|| name.to_owned())
}

/// Says whether words alone can be a name in a language that writes other nouns small: it says nothing of places.
pub fn may_be_name(words: &str, language: Option<&str>) -> bool {
    const LANGUAGES: [&str; 29] = [
        "et", "lv", "lt", "is", "hr", "bs", "sl", "sq", "tr", "az", "eu", "gl", "ca", "pl", "nl", "sv", "no",
        "nb", "nn", "da", "fi", "cs", "sk", "hu", "id", "el", "ro", "ms", "vi",
    ];
    /// What newsrooms and their pages are called with.
    const OTHERS: [&str; 22] = [
        "redac", "redak", "rédac", "nyhet", "nyhed", "nieuws", "toimitu", "uutis", "szerk", "hírek",
        "hírügy", "kabar", "berita", "agen", "bureau", "byrå", "σύνταξη", "αίθουσα", "zpráv", "știri", "tim",
        "sport",
    ];
    const MOST: usize = 4;
    let known = language.and_then(|tag| tag.get(..2)).is_some_and(|tag| LANGUAGES.contains(&tag));
    let mixed = |word: &str| word.contains(char::is_lowercase) && word.len() > 1;
    let cased = words.split(' ').all(mixed) && words.split(' ').nth(MOST).is_none();
    let lower = words.to_lowercase();
    let other = lower.split(' ').any(|word| OTHERS.iter().any(|other| word.starts_with(other)));
    known && cased && !other && is_name(words) && !text::is_town(words)
}

/// Says whether two words in Cyrillic end as names of people do: "Ада Холмова".
fn has_slavic_surname(name: &str) -> bool {
    const ENDS: [&str; 18] = [
        "ов", "ев", "ёв", "ова", "ева", "ёва", "ин", "ина", "ский", "ская", "цкий", "цкая", "ський", "ська",
        "енко", "чук", "юк", "ян",
    ];
    let cyrillic = |c: char| ('а'..='я').contains(&c) || matches!(c, 'ё' | 'і' | 'ї' | 'є' | 'ґ' | ' ' | '-');
    let lower = name.to_lowercase();
    let two = lower.split(' ').count() == 2;
    two && lower.chars().all(cyrillic) && ENDS.iter().any(|end| lower.ends_with(end))
}

/// Returns who reported a text, as a line right below it says: "(Reporting by Ada Holm; editing by Jo Nordin)".
pub fn at_end(line: &str) -> Vec<String> {
    const MAX_WORDS: usize = 24;
    let line = line.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    if line.split_whitespace().nth(MAX_WORDS).is_some() {
        return Vec::new();
    }
    let reported = line.strip_prefix("Reporting by ").map(|rest| rest.split(';').next().unwrap_or(rest));
    let mut people = match reported {
        Some(rest) => credited(&format!("Words by {}", rest.trim_end_matches('.'))),
        None if line.starts_with("Rédigé par ") => credited(line),
        None => Vec::new(),
    };
    people.retain(|name| is_name(name));
    people
}

/// Says whether words begin with who edited a text, or whose facts those are.
pub fn edits(words: &str) -> bool {
    let folded = fold(words);
    EDITED.iter().any(|edited| folded.starts_with(edited))
}

/// Says whether the first words of a line can begin a byline: "by", a name or a day.
pub fn begins(first: &str) -> bool {
    let bare = first.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    announces(&fold(bare))
        || LABELS_ALONE.contains(&&*fold(bare))
        || is_name(bare)
        || super::days::is_day(bare)
        || fold(bare).starts_with("by ")
        || after_by_word(bare, true).is_some_and(|rest| is_name(rest) || signed_name(rest).is_some())
        || edits(bare)
}

/// Says whether a line leads to sections and topics: "More in", "Public Safety".
pub fn leads_on(parts: &[Part]) -> bool {
    parts.first().is_some_and(|part| is_lead(&part.text))
}

/// Says whether words stand before a section or a topic: "Topic:".
pub fn is_lead(words: &str) -> bool {
    LEADS.contains(&fold(words.trim().trim_end_matches(':')).as_str())
}

/// Returns the people whom the parts of a line credit. `named` says that the markup calls all of it the author's.
pub fn people(parts: &[Part], named: bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if leads_on(parts) {
        return found;
    }
    // Where one of them says so the others are something else.
    let named = named && !parts.iter().any(|part| part.called);
    // What the parts before announce: a name, or another one.
    let (mut by, mut after_name, mut open) = (false, false, false);
    for part in parts {
        let bare = part.text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        let folded = fold(bare);
        if bare.is_empty() || AND.contains(&&*folded) {
            open |= after_name && (!bare.is_empty() || part.text.contains([',', '&']));
            continue;
        }
        let other = folded.split(' ').any(|word| OTHERS.iter().any(|other| word.starts_with(other)));
        if other && !by || edits(&folded) && !found.is_empty() {
            break;
        }
        // Who puts it on the page, beside who wrote it.
        if !found.is_empty() && matches!(&*folded, "published by" | "posted by") {
            break;
        }
        let labelled = found.is_empty() && LABELS_ALONE.contains(&&*folded);
        if labelled || announces(&folded) || EDITED.contains(&&*folded) {
            (by, after_name, open) = (true, false, false);
            continue;
        }
        let another = part.called && is_given(bare);
        let free = found.is_empty() && (part.called || named);
        let mut names = if by || open || free || another {
            names_in(bare)
        } else if found.is_empty() {
            credited(bare)
        } else {
            Vec::new()
        };
        after_name = !names.is_empty();
        found.append(&mut names);
        by = false;
        let ends = part.text.trim_end().ends_with([',', '&'])
            || AND.iter().any(|and| folded.strip_suffix(and).is_some_and(|rest| rest.ends_with(' ')));
        open = after_name && ends;
    }
    text::deduplicate(&mut found);
    found
}

/// Returns who wrote the words of a line that credits them beside who took the pictures: "Words Ada Holm / Photographs John Roe".
pub fn of_words(line: &str) -> Option<&str> {
    const PICTURES: [&str; 5] = ["Photo", "Picture", "Image", "Illustration", "Portrait"];
    let (words, pictures) = line.strip_prefix("Words ")?.split_once(['/', '|', '•', '·'])?;
    let name = words.trim();
    (is_name(name) && PICTURES.iter().any(|start| pictures.trim_start().starts_with(start))).then_some(name)
}

/// Says whether words announce a name: "by", or a day and "by".
fn announces(folded: &str) -> bool {
    let dated = || {
        let before = DATED_BY.iter().find_map(|by| folded.strip_suffix(by)?.strip_suffix(' '));
        before.is_some_and(super::days::is_day)
    };
    BY.contains(&folded) || dated()
}

/// Says whether a character may stand around the words of a part.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | '|' | '·' | '•' | '-' | '–' | '—' | ':' | '：' | '/' | '(' | ')' | '.' | ';' | '&')
}

/// Returns the people of a part that is theirs.
fn names_in(bare: &str) -> Vec<String> {
    let folded = fold(bare);
    let edited = EDITED.iter().find_map(|edited| folded.strip_prefix(edited));
    let bare = edited.and_then(|rest| bare.get(bare.len().checked_sub(rest.len())?..)).unwrap_or(bare);
    let bare = bare.trim_start_matches([':', ' ']);
    let mut names = credited(bare);
    if let Some(name) = signed_name(after_by_word(bare, true).unwrap_or(bare)) {
        return vec![name.to_owned()];
    }
    if names.is_empty()
        && let Some(rest) = after_by_word(bare, true)
    {
        names = text::names(rest);
    }
    if names.is_empty() && is_name(bare) {
        return vec![bare.to_owned()];
    }
    if names.is_empty() {
        names = marked_names(bare);
    }
    names.retain(|name| is_name(name) || signed_name(name).is_some());
    names
}

/// Says whether this is a person's name, and neither what one is nor a label. Of the signs
/// that join, mark and sound the letters of India and Thailand the library calls some no letters.
pub fn is_name(name: &str) -> bool {
    const JOINS: [char; 29] = [
        '\u{93c}', '\u{94d}', '\u{9bc}', '\u{9cd}', '\u{a3c}', '\u{a4d}', '\u{abc}', '\u{acd}', '\u{bcd}',
        '\u{c4d}', '\u{ccd}', '\u{d4d}', '\u{dca}', '\u{e48}', '\u{e49}', '\u{e4a}', '\u{e4b}', '\u{e4c}',
        '\u{ec8}', '\u{ec9}', '\u{eca}', '\u{ecb}', '\u{1037}', '\u{1039}', '\u{103a}', '\u{17cb}',
        '\u{17cd}', '\u{17d2}', '\u{200d}',
    ];
    const POSTS: [&str; 6] = ["senior", "head", "chief", "professor", "lecturer", "privacy"];
    let post = name.split(' ').any(|word| POSTS.iter().any(|post| word.eq_ignore_ascii_case(post)));
    let person = is_person(name) || name.contains(JOINS) && is_person(&name.replace(JOINS, ""));
    let label = super::days::is_update(name) || super::days::is_publication(name);
    person && !post && !label && !is_role(name) && is_no_label(name)
}

/// Says whether a name begins with one that people are given.
pub fn is_given(name: &str) -> bool {
    let Some((first, _)) = name.split_once(' ') else { return false };
    let mut first = first.to_lowercase();
    if !first.is_ascii() && Lists::of(&first) == Lists::default() {
        let apart = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&first).into_owned();
        first = apart.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect();
    }
    let lists = Lists::of(&first);
    lists.any(Lists::FIRST_NAME) || is_unisex(&first) || gender_of_given(&first, lists) != Gender::Unknown
}

/// Returns what stands in brackets as in Japan the name of who wrote a text below it: "【佐伯真由】".
fn in_corners(line: &str) -> Option<&str> {
    /// What else stands so: agencies, pictures, what there is beside the text.
    const OTHERS: &str = "社部紙略聞信影供載面料員写記動告速限会続説特連号募関事";
    let inside = line.trim().strip_prefix('【')?.strip_suffix('】')?;
    (is_signed(inside) && !inside.contains(|c| OTHERS.contains(c))).then_some(inside)
}

/// Says whether words can be a Japanese or Chinese name where something else says that they are one.
pub fn is_signed(words: &str) -> bool {
    const OTHERS: &str = "社部紙局報报網网編编辑";
    let signs = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '々';
    (3..=5).contains(&words.chars().count()) && words.chars().all(|c| signs(c) && !OTHERS.contains(c))
}

/// Returns the reporters whom the first line of a Chinese text names: "〔記者林若彤／台南報導〕…", "…（记者 高雨桐）…".
pub fn in_slug(line: &str) -> Vec<String> {
    const REPORTER: [&str; 2] = ["记者", "記者"];
    /// So far from its beginning, and no longer.
    const FAR: usize = 40;
    const MOST: usize = 20;
    const MOST_SIGNS: usize = 4;
    const OPENING: [char; 5] = ['（', '(', '〔', '【', '［'];
    const CLOSING: [char; 7] = ['）', ')', '〕', '】', '］', '／', '/'];
    let far = line.char_indices().nth(FAR).map_or(line.len(), |(at, _)| at);
    let Some((at, role)) = REPORTER.iter().filter_map(|role| Some((line[..far].find(role)?, role))).min()
    else {
        return Vec::new();
    };
    let before = line[..at].trim_end_matches(['本', '报', '報', '特', '约', '約', '通', '讯', '訊', '员']);
    if !before.is_empty() && !before.ends_with(OPENING) {
        return Vec::new();
    }
    let rest = line[at + role.len()..].trim_start();
    let end = rest.char_indices().take(MOST).find(|(_, c)| CLOSING.contains(c));
    let Some(named) = end.map(|(end, _)| &rest[..end]) else { return Vec::new() };
    let names: Vec<&str> =
        named.split(['、', ' ', '\u{3000}', '，', ',']).filter(|name| !name.is_empty()).collect();
    let short = |name: &str| name.chars().nth(MOST_SIGNS).is_none() && !name.starts_with(['会', '會']);
    let all = names.iter().all(|name| short(name) && signed_name(name) == Some(*name));
    if all { names.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// Returns the name that a line of a Korean or Japanese text credits: "(정선=연합뉴스) 한지우 기자 = …" at its beginning, "한지우 기자
/// ada@post.example" or "（佐伯真由）" at its end, alone or behind its last sentence.
pub fn in_signs(line: &str, at_end: bool) -> Option<String> {
    const MAX_BYTES: usize = 60;
    const REPORTER: &str = " 기자";
    /// What else stands in brackets of its own: agencies, whose picture it is, what was left out.
    const OTHERS: [char; 12] = ['社', '部', '紙', '略', '聞', '信', '影', '供', '載', '面', '料', '員'];
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let signs = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if at_end && let Some(name) = in_corners(line) {
        return Some(name.to_owned());
    }
    let inside = || line.trim().strip_suffix('）')?.rsplit_once('（');
    if at_end && let Some((_, inside)) = inside().filter(|(told, _)| told.is_empty() || told.ends_with('。'))
    {
        let named = (4..=5).contains(&inside.chars().count()) && inside.chars().all(signs);
        let name = signed_name(inside).unwrap_or(inside);
        return (named && !inside.contains(OTHERS)).then(|| name.to_owned());
    }
    let (before, after) = if at_end { line.rsplit_once(REPORTER)? } else { line.split_once(REPORTER)? };
    let credits = if at_end {
        after.contains('@') && after.len() <= MAX_BYTES
    } else {
        after.trim_start().starts_with('=')
    };
    let name = before.rsplit(|c| !hangul(c)).next().unwrap_or_default();
    let near = at_end || before.len() <= MAX_BYTES;
    (credits && near && (2..=4).contains(&name.chars().count())).then(|| name.to_owned())
}
