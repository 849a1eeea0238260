//! Undoes what happened to a text on its way here, where it cannot be meant. A text that is whole comes out byte for byte;
//! typographic quotation marks in particular stay as printed.

use encoding_rs::WINDOWS_1251;
use html5ever::data::NAMED_ENTITIES;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// Repairs a text: UTF-8 read as windows-1252 or windows-1251, windows-1252 read as Latin-1, character references left over,
/// byte order marks, control characters, CRLF, spaces of other widths, soft hyphens, letters apart from their accents (to
/// NFC).
pub fn repair(text: &str) -> Cow<'_, str> {
    let odd = |byte: u8| byte == b'&' || byte == 0x7f || (byte < b' ' && byte != b'\n');
    if text.is_ascii() && !text.bytes().any(odd) {
        return Cow::Borrowed(text);
    }
    let mut repaired = Cow::Borrowed(text);
    // What went through the same mill twice.
    for _ in 0..2 {
        for step in [reread, reread_cyrillic, resolved] {
            if let Some(better) = step(&repaired) {
                repaired = Cow::Owned(better);
            }
        }
    }
    if let Some(better) = plain(&repaired) {
        repaired = Cow::Owned(better);
    }
    // Nothing below is ever apart from anything.
    if repaired.chars().any(|c| c >= '\u{300}')
        && let Cow::Owned(composed) = ComposingNormalizerBorrowed::new_nfc().normalize(&repaired)
    {
        repaired = Cow::Owned(composed);
    }
    repaired
}

/// Rereads a page that was misread as a whole: a title of it, or a short line, may have one sign of that only, which is
/// too few to tell by.
pub fn reread_page(page: &str) -> Cow<'_, str> {
    let mut reread_page = Cow::Borrowed(page);
    if page.is_ascii() {
        return reread_page;
    }
    for _ in 0..2 {
        let Signs { sure, all } = signs(&reread_page);
        let latin = if sure && all { reread(&reread_page) } else { None };
        let better = latin.or_else(|| reread_cyrillic(&reread_page));
        let Some(better) = better else { break };
        reread_page = Cow::Owned(better);
    }
    reread_page
}

/// Windows-1252 from 0x80 to 0x9F; where it has nothing, what readers make of it.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Returns the byte that a character beyond ASCII was read from as windows-1252.
fn byte_of(c: char) -> Option<u8> {
    match u32::from(c) {
        0..0x80 => None,
        code @ 0x80..=0xff => Some(code as u8),
        _ => HIGH.iter().position(|&high| high == c).map(|at| 0x80 + at as u8),
    }
}

/// Reads UTF-8 that was read as windows-1252 as what it is: `â€œ` is `“`, and nobody means that. Of two or three letters with
/// accents, signs and spaces somebody may: those are read so where nearly all such letters can be.
fn reread(text: &str) -> Option<String> {
    let Signs { sure, all } = signs(text);
    if !sure && !all {
        return None;
    }
    let mut reread = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_lead) {
        reread.push_str(&rest[..at]);
        rest = &rest[at..];
        let first = rest.chars().next()?;
        let (c, length) = match misread(rest) {
            Some(found) if found.sure || all => (found.c, found.length),
            _ => (first, first.len_utf8()),
        };
        reread.push(c);
        rest = &rest[length..];
    }
    reread.push_str(rest);
    Some(reread)
}

/// Says whether UTF-8 begins a character with the byte that was read as this as windows-1252: from Â to ô.
fn is_lead(c: char) -> bool {
    ('Â'..='ô').contains(&c)
}

/// What tells that a text was misread.
struct Signs {
    /// There are characters that nobody means.
    sure: bool,
    /// Nearly all that can be misread characters are.
    all: bool,
}

fn signs(text: &str) -> Signs {
    let (mut sure, mut likely, mut meant) = (0, 0, 0);
    let bytes = text.as_bytes();
    // All leads begin with this byte; most of a page's bytes are ASCII.
    let leads = memchr::memchr_iter(0xc3, bytes).filter(|&at| matches!(bytes[at + 1], 0x82..=0xb4));
    for at in leads {
        match misread(&text[at..]) {
            Some(found) if found.sure => sure += 1,
            Some(_) => likely += 1,
            None => meant += 1,
        }
    }
    // A lead may also be a later byte of a character, as it stands: so not all are.
    Signs { sure: sure > 0, all: likely + sure >= 2 && meant * 4 <= likely + sure }
}

/// Reads Cyrillic UTF-8 that was read as windows-1251 as what it is: `РњРѕСЃС‚` is `Мост`.
fn reread_cyrillic(text: &str) -> Option<String> {
    const ENOUGH: usize = 4;
    let bytes = text.as_bytes();
    let begins = |&at: &usize| matches!(bytes[at + 1], 0xa0 | 0xa1);
    memchr::memchr_iter(0xd0, bytes).filter(begins).nth(ENOUGH - 1)?;
    let (mut leads, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        // The bytes that begin Cyrillic letters; so every second one is one of these.
        leads += usize::from(matches!(c, 'Р' | 'С'));
    }
    if leads < ENOUGH || leads * 5 < all * 2 {
        return None;
    }
    let mut reread = String::with_capacity(text.len());
    let (mut rest, mut read) = (text, 0);
    while !rest.is_empty() {
        let ascii = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        reread.push_str(&rest[..ascii]);
        let length = rest[ascii..].find(|c: char| c.is_ascii()).unwrap_or(rest.len() - ascii);
        let run = &rest[ascii..ascii + length];
        let (bytes, _, unknown) = WINDOWS_1251.encode(run);
        match std::str::from_utf8(&bytes) {
            Ok(better) if !unknown => {
                read += run.chars().count();
                reread.push_str(better);
            }
            Ok(_) | Err(_) => reread.push_str(run),
        }
        rest = &rest[ascii + length..];
    }
    (read * 10 >= all * 9).then_some(reread)
}

/// What was read for the bytes of a character.
struct Misread {
    c: char,
    /// How long it is in the text, in bytes.
    length: usize,
    /// Nobody would write it.
    sure: bool,
}

/// Returns the character that a text begins with the misread bytes of.
fn misread(text: &str) -> Option<Misread> {
    let mut bytes = [0; 4];
    let (mut count, mut length) = (0, 0);
    for c in text.chars().take(4) {
        let Some(byte) = byte_of(c).filter(|byte| count == 0 || (0x80..0xc0).contains(byte)) else { break };
        bytes[count] = byte;
        count += 1;
        length += c.len_utf8();
        let Ok(read) = std::str::from_utf8(&bytes[..count]) else { continue };
        let c = read.chars().next()?;
        let likely = match u32::from(c) {
            // Latin, and what windows-1252 has besides; Greek to Hebrew.
            0x80..0x180 | 0x192 | 0x2c6 | 0x2dc | 0x370..0x600 => true,
            // Spaces, punctuation, currencies, letterlike signs, marks of Chinese and Japanese.
            0x2000..0x2050 | 0x20a0..0x20c0 | 0x2100..0x2200 | 0x3000..0x3100 | 0xfeff => true,
            0x600..=0xffff => c.is_alphabetic(),
            code => code >= 0x1_0000,
        };
        // Of what has no width only that it was there matters.
        let c = if ('\u{200b}'..='\u{200f}').contains(&c) { '\u{200b}' } else { c };
        // The first bytes of “ and €, of a byte order mark, of an emoji.
        let sure = matches!(bytes[0], 0xe2 | 0xef | 0xf0) && count >= 3;
        return likely.then_some(Misread { c, length, sure });
    }
    // The last byte of ” is nothing in windows-1252, and gets lost.
    (bytes == [0xe2, 0x80, 0, 0]).then_some(Misread { c: '”', length, sure: true })
}

/// Resolves character references that were escaped once too often. Of `<` and `>` none: a text may well show markup, and
/// where it shows any, or code, only those of everyday punctuation.
fn resolved(text: &str) -> Option<String> {
    const NAMES: [(&str, char); 14] = [
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("bdquo", '„'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
    ];
    const MAX_NAME: usize = 8;
    let is_code = text.contains(['<', '>', '{', '`']) || text.contains("&lt;") || text.contains("&gt;");
    let punctuation = |name: &str| Some(NAMES.iter().find(|(known, _)| *known == name)?.1);
    let letter = |name: &str| {
        let (first, second) = NAMED_ENTITIES.get(format!("{name};").as_str())?;
        char::from_u32(*first).filter(|c| *second == 0 && !is_code && !c.is_ascii())
    };
    let reference = |rest: &str| -> Option<(char, usize)> {
        let end = rest.bytes().take(MAX_NAME + 1).position(|byte| byte == b';')?;
        let name = &rest[..end];
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        let c = match name.strip_prefix('#') {
            Some(digits) => match digits.strip_prefix(['x', 'X']) {
                Some(digits) => number(digits, 16),
                None => number(digits, 10),
            }
            .filter(|c| !c.is_control() && !matches!(c, '<' | '>'))?,
            None => punctuation(name).or_else(|| letter(name))?,
        };
        Some((c, end + 1))
    };
    let mut resolved = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
        at += found + 1;
        if let Some((c, length)) = reference(&text[at..]) {
            resolved.push_str(&text[from..at - 1]);
            resolved.push(c);
            at += length;
            from = at;
        }
    }
    if from == 0 {
        return None;
    }
    resolved.push_str(&text[from..]);
    Some(resolved)
}

/// Takes out what is not seen, and makes line breaks and spaces plain ones.
fn plain(text: &str) -> Option<String> {
    let odd = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{feff}' | '\u{a0}' | '\u{ad}' | '\u{2060}' | '\u{202f}' | '\u{205f}')
            || matches!(c, '\u{2000}'..='\u{200b}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(odd) {
        return None;
    }
    let high = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    // A line separator of old machines, unless it comes with others from windows-1252.
    let separates = !text.contains(|c: char| high(c) && c != '\u{85}');
    let mut repaired = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            // Unicode's line separator breaks a line as `<br>` does: the sentence goes on.
            '\u{2028}' if goes_on(&repaired, chars.clone()) => {
                if !repaired.ends_with(' ') && chars.peek().is_some_and(|next| !next.is_whitespace()) {
                    repaired.push(' ');
                }
            }
            '\r' | '\u{2028}' | '\u{2029}' => repaired.push('\n'),
            '\u{85}'
                if separates && chars.peek().is_none_or(|next| next.is_uppercase() || next.is_control()) =>
            {
                repaired.push('\n');
            }
            // Windows-1252 that was read as Latin-1.
            c if high(c) => repaired.extend(Some(HIGH[c as usize - 0x80]).filter(|c| !c.is_control())),
            '\t' | '\n' => repaired.push(c),
            // A word goes on after it, in the next line too.
            '\u{ad}' => while chars.next_if(|c| matches!(c, '\r' | '\n')).is_some() {},
            '\u{feff}' | '\u{2060}' | '\u{200b}' => {}
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => repaired.push(' '),
            c if c.is_control() => {}
            c => repaired.push(c),
        }
    }
    Some(repaired)
}

/// Says whether a sentence goes on over a break of the line.
fn goes_on(before: &str, after: impl Iterator<Item = char>) -> bool {
    /// More white space than this parts whatever stands around it.
    const NEAR: usize = 16;
    let last = before.chars().rev().take(NEAR).find(|c| !c.is_whitespace());
    let open = last.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | '’'));
    open && after.take(NEAR).find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Our own words, in letters of many kinds.
    const WHOLE: [&str; 16] = [
        "“We waited for the ferry,” said Ada Holm, “and then we swam.”",
        "The mayor’s answer was short: no. It’s the third ‘no’ this year — and not the last…",
        "Tickets cost €12 (£10) at the door, 5–7 p.m.; children’s are free.",
        "Die Brücke über die Förde bleibt gesperrt, sagte Bürgermeisterin Änne Größ: „Zu gefährlich.“",
        "La maire a répondu : « Nous n’avons pas les moyens », et l’été fut très long. CAFÉ À LA PLAGE, «ÉTÉ».",
        "El puente seguirá cerrado, dijo el alcalde Íñigo Peña: «No habrá dinero hasta mañana».",
        "A ponte não abrirá, disse João Araújo; a decisão é da câmara. NÃO HÁ VERBA, À NOITE.",
        "Мост закрыт до весны, сказала мэр Анна Орлова: «Денег нет».",
        "Η γέφυρα μένει κλειστή, είπε η δήμαρχος Άννα.",
        "Most zamknięty do wiosny – powiedział burmistrz Łukasz Żak. „Nie mamy pieniędzy”.",
        "橋は春まで閉鎖される、と市長は述べた。「お金がない」",
        "다리는 봄까지 닫힌다고 시장은 말했다.",
        "AT&T and Marks & Spencer share the R&D building; rates rose 3% at < 5 and > 2.",
        "Ångström lives at Æbeltoft; the naïve café owner paid 20 °C for “Señor Müller” ½ price ©.",
        "Köprü ilkbahara kadar kapalı, dedi Belediye Başkanı Ayşe Çağrı.",
        "צריך גשר חדש, אמרה ראש העיר.",
    ];

    fn misreading(text: &str) -> String {
        let read = |&byte: &u8| match byte {
            0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
            byte => char::from(byte),
        };
        text.as_bytes().iter().map(read).collect()
    }

    fn escaping(text: &str) -> String {
        let escape = |c: char| match c {
            '&' => "&amp;".to_owned(),
            '"' => "&quot;".to_owned(),
            '“' => "&ldquo;".to_owned(),
            '’' => "&rsquo;".to_owned(),
            '…' => "&hellip;".to_owned(),
            c if c.is_ascii() => c.to_string(),
            c => format!("&#{};", u32::from(c)),
        };
        text.chars().map(escape).collect()
    }

    fn among_letters(text: &str, odd: char) -> String {
        let mut out = String::new();
        for (at, c) in text.chars().enumerate() {
            out.push(c);
            if c.is_alphabetic() && at % 5 == 0 {
                out.push(odd);
            }
        }
        out
    }

    #[test]
    fn what_is_whole_is_left_alone() {
        for text in WHOLE
            .iter()
            .chain(&["", "É»", "Â", "« é » à “É”", "a&b;c", "&notaname;", "x &lt; y", "<b> is &eacute;"])
        {
            assert!(matches!(repair(text), Cow::Borrowed(same) if same == *text), "{text}");
        }
    }

    #[test]
    fn what_was_done_to_a_text_is_undone() {
        let apart = |text: &str| {
            icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
        };
        type Way<'a> = (&'a str, &'a dyn Fn(&str) -> String);
        let ways: [Way<'_>; 10] = [
            ("misread", &misreading),
            ("misread twice", &|text| misreading(&misreading(text))),
            ("escaped", &escaping),
            ("escaped twice", &|text| escaping(text).replace('&', "&amp;")),
            ("accents apart", &apart),
            ("soft hyphens", &|text| among_letters(text, '\u{ad}')),
            ("zero-width spaces", &|text| among_letters(text, '\u{200b}')),
            ("no-break spaces", &|text| text.replace(' ', "\u{a0}")),
            ("control characters", &|text| among_letters(text, '\u{1}')),
            ("a byte order mark", &|text| format!("\u{feff}{text}")),
        ];
        let mut failed = Vec::new();
        for (way, spoil) in &ways {
            failed
                .extend(WHOLE.iter().filter(|text| repair(&spoil(text)) != **text).map(|text| (*way, *text)));
        }
        assert!(failed.len() * 20 <= WHOLE.len() * ways.len(), "{failed:#?}");
    }

    #[test]
    fn what_was_read_as_something_else_is_read_again() {
        for (text, repaired) in [
            (
                "It can\u{92}t be \u{93}so\u{94} \u{96} \u{80}9\u{85} she said",
                "It can’t be “so” – €9… she said",
            ),
            ("One.\u{85}Two.", "One.\nTwo."),
            ("It rained\u{2028}all day.\u{2028}Then it stopped", "It rained all day.\nThen it stopped"),
            ("РњРѕСЃС‚ Р·Р°РєСЂС‹Р»Рё, 5", "Мост закрыли, 5"),
            ("â€œCafÃ©,â€ he said", "“Café,” he said"),
            ("caf&eacute; &euro;9 Zo&euml;", "café €9 Zoë"),
        ] {
            assert_eq!(repair(text), repaired, "{text}");
        }
        let page = "<title>CafÃ© shut</title><p>â€œNo,â€\u{9d} she said.</p>";
        assert_eq!(reread_page(page), "<title>Café shut</title><p>“No,” she said.</p>");
        let whole = "<title>Café “Ã©”</title>";
        assert_eq!(reread_page(whole), whole);
    }
}
