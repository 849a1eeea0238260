//! Lines that are no article's text wherever they stand, or at its end, by their words and signs alone: advertisements, links to
//! other articles, what a house asks of readers.

use super::abroad;
use super::asides;
use super::bylines::is_given;
use super::days::{is_day, name_before_day};
use super::dropping::{HEAD, TAIL};
use super::offers::{Starts, begins_like};
use super::remains;
use super::text::{Line, begins_phrase, credited, fold, is_of_house, is_person, is_phrase};
use crate::document::RemovedReason::{self, *};

/// No plug is longer.
const MAX_BYTES: usize = 600;

/// Lines that begin so are no text, wherever they stand; each with the most words that it has.
const STARTS: &Starts = &[
    (
        Advertisement,
        9,
        &[
            "story continues below", "story continues after", "article continues below",
            "article continues after", "content continues below", "content continues after",
            "advertisement - scroll", "advertisement – scroll", "advertisement. scroll",
            "advertisement scroll", "advertisement · scroll", "after newsletter promotion",
        ],
    ),
    (
        Navigation,
        9,
        &[
            "listen to this article",
            "reading time:",
            "estimated reading time:",
            "estimated read time:",
            "scroll down for video",
            "watch the full story in the video ",
            "watch the full report in the video ",
            "vote in our poll ",
            "here's how you know",
        ],
    ),
    (Navigation, 40, &["official websites use .gov", "secure .gov websites use https"]),
    (Other, 4, &["for immediate release"]),
    (
        Promo,
        60,
        &[
            "as an amazon associate",
            "we may earn a commission ",
            "we may receive a commission ",
            "we earn a commission ",
            "we may earn commission ",
            "this article contains affiliate links",
            "this post contains affiliate links",
            "this article may contain affiliate links",
            "this post may contain affiliate links",
        ],
    ),
    (Newsletter, 90, &["privacy notice: newsletters may contain"]),
    (Newsletter, 3, &["free daily newsletter", "free weekly newsletter"]),
    (
        Newsletter,
        30,
        &[
            "you are receiving this email because",
            "you received this email because",
            "you are receiving this newsletter because",
            "unsubscribe from ",
            "view this email in your browser",
            "view in browser",
        ],
    ),
    (
        Promo,
        16,
        &[
            "support local journalism.",
            "support independent journalism.",
            "support quality journalism.",
            "support our journalism.",
            "join our whatsapp",
            "follow our whatsapp",
            "follow us on our whatsapp",
            "scan the qr code to ",
            "support local journalism: ",
            "support quality journalism and ",
            "join our telegram",
        ],
    ),
    (Navigation, 60, &["this entry was posted ", "this entry was tagged "]),
];

/// And these near the end of an article alone.
const TAIL_STARTS: &Starts = &[
    (
        Byline,
        60,
        &[
            "reporting by ", "additional reporting by ", "writing by ", "editing by ", "with files from ",
            "with inputs from ", "with input from ", "with reporting by ", "with reporting from ",
            "with assistance from ", "with assistance by ", "compiled by ",
        ],
    ),
    (
        Copyright,
        60,
        &[
            "all rights reserved",
            "this article originally appeared ",
            "this story originally appeared ",
            "this article was originally published ",
            "this story was originally published ",
            "this article first appeared ",
            "a version of this article appears in ",
            "a version of this article appeared in ",
            "a version of this story appeared in ",
        ],
    ),
    (Navigation, 40, &["filed under:", "tags:", "tagged:", "posted in:"]),
    (Byline, 60, &["about the author:"]),
    (Other, 40, &["to contact the reporter", "to contact the editor"]),
    (Other, 12, &["our standards: the "]),
];

/// What stands before a link to another article, in capital letters or before a mark; those of several words without any.
const LEADS: [&str; 112] = [
    "for subscribers", "subscriber exclusive", "click to read more", "related article", "あわせて読みたい",
    "関連ニュース", "関連記事", "ilgili haber", "ilgili haberler", "must read", "exclusive", "related news",
    "اقرأ أيضا", "اقرأ أيضاً", "यह भी पढ़ें", "延伸阅读", "相关阅读", "read more", "also read", "read also",
    "see also", "read next", "read", "watch", "watch more", "listen", "related", "more", "don't miss",
    "read here", "related post", "related story", "related stories", "more on this", "more stories",
    "more coverage", "related coverage", "related content", "you may also like", "you might also like",
    "dig deeper", "go deeper", "further reading", "keep reading", "up next", "in case you missed it",
    "icymi", "from the archive", "from the archives", "lesen sie auch", "lesen sie hier", "lesen sie dazu",
    "lesen sie mehr", "lies auch", "lesen sie auch dazu", "mehr dazu", "mehr zum thema", "zum thema",
    "auch interessant", "auch lesenswert", "siehe auch", "à lire aussi", "lire aussi", "à lire",
    "à lire également", "lire également", "à voir aussi", "voir aussi", "sur le même sujet", "lee también",
    "lea también", "leer también", "lee además", "leer más", "le puede interesar", "te puede interesar",
    "puede interesarte", "también te puede interesar", "ver también", "mira también", "leggi anche",
    "leggi qui", "vedi anche", "guarda anche", "leia também", "leia mais", "veja também", "saiba mais",
    "lees ook", "lees meer", "bekijk ook", "läs också", "läs även", "läs mer", "les også", "les mer",
    "læs også", "læs mere", "lue myös", "czytaj też", "czytaj także", "czytaj również", "czytaj więcej",
    "zobacz też", "zobacz także", "przeczytaj także", "čtěte také", "čtěte také zde", "citește și",
    "ayrıca okuyun", "читайте также", "смотрите также",
];

/// No label is longer.
const MAX_LEAD: usize = 40;

/// What pages embed by its address alone.
const EMBEDDED: [&str; 7] = [
    "youtube.com/watch", "youtu.be/", "vimeo.com/", "instagram.com/p/", "tiktok.com/@", "facebook.com/",
    "soundcloud.com/",
];

/// Drops what the model keeps and no article says. `authors` are those that are known, `language` the one that the page states,
/// `links` says how many bytes of a line are in links.
/// Of a text, as agencies send it, the lines that they draw and the times of the day that they set between parts stay.
pub fn drop_plugs(
    lines: &mut [Line],
    keeps: &mut [bool],
    in_text: bool,
    authors: &[String],
    language: Option<&str>,
    links: impl Fn(usize) -> usize,
) {
    /// How many lines from the last one a note on who wrote it stands.
    const NOTES: usize = 2;
    const MOST_CREDITS: usize = 8;
    const HEAD_OF_COPY: usize = 12;
    /// So many lines with one label are a list.
    const LISTED: usize = 3;
    /// So many paragraphs of a page, of so many words, are a text of their own.
    const ENOUGH: usize = 3;
    const LEAST_WORDS: usize = 6;
    /// Of a text whose lines are compared with each other.
    const MOST_LINES: usize = 1000;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let tail = kept.len().saturating_sub(TAIL);
    let parts = |line: &Line| {
        in_text && (line.text.trim().bytes().all(|byte| byte == b'_') || is_clock(&line.folded))
    };
    // Days further down head parts, and then the first does as well.
    let dated = kept.iter().skip(HEAD).any(|&at| is_day(&lines[at].text));
    let plugs: Vec<(usize, RemovedReason)> = (kept.iter().enumerate())
        .filter(|&(_, &at)| !parts(&lines[at]))
        .filter_map(|(place, &at)| {
            let day = || (place < HEAD && !dated && is_day(&lines[at].text)).then_some(Dateline);
            let note = || {
                // Some set it right below the headline.
                let covers = place < HEAD && lines[at].folded.contains(" who covers ");
                let near = place + NOTES >= kept.len() || covers;
                let told =
                    || remains::is_note_on_author(&lines[at], authors) || asides::is_note_abroad(&lines[at]);
                let note = near && told();
                (note || remains::tells_of_funding(&lines[at], authors)).then_some(Promo)
            };
            // English lists have labels of their own: "Best for families: Harbour Lodge".
            let abroad = kept.len() <= MOST_LINES && language.is_some_and(|tag| !tag.starts_with("en"));
            let other = || {
                let labelled =
                    |place: usize| kept.get(place).is_some_and(|&at| abroad::is_labelled(&lines[at]));
                let label = lines[at].text.split([':', '：']).next().unwrap_or_default();
                let alike = || {
                    kept.iter().filter(|&&other| lines[other].text.starts_with(label)).take(LISTED).count()
                };
                let listed = place == 0 || labelled(place - 1) || labelled(place + 1);
                if abroad && !listed && abroad::labels_link(&lines[at], links(at)) && alike() < LISTED {
                    return Some(Related);
                }
                let leads = abroad && place >= tail && abroad::leads_to_networks(&lines[at], links(at));
                leads.then_some(Promo)
            };
            let by = || (!in_text && place < HEAD && is_byline(&lines[at])).then_some(Byline);
            Some((
                at,
                plug(&lines[at], place >= tail, links(at), in_text)
                    .or_else(day)
                    .or_else(by)
                    .or_else(note)
                    .or_else(other)?,
            ))
        })
        .collect();
    // What a copied page has above its headline is none.
    if in_text {
        for line in lines.iter_mut().take(HEAD_OF_COPY).filter(|line| line.reason.is_none()) {
            line.reason = plug(line, false, 0, true);
        }
    }
    // A text of nothing else is one of somebody who collects them.
    let told = |at: usize| lines[at].ends_sentence && lines[at].words >= LEAST_WORDS;
    let is_plug = |at: usize| plugs.binary_search_by_key(&at, |plug| plug.0).is_ok();
    let prose = kept.iter().filter(|&&at| told(at) && !is_plug(at)).take(ENOUGH).count();
    // So many credits are those of pictures that an article is made of.
    let credits = plugs.iter().filter(|(_, reason)| *reason == Credit).count();
    let pictures = credits + plugs.iter().filter(|(_, reason)| *reason == Caption).count();
    if plugs.len() * 2 > kept.len() && (prose < ENOUGH || pictures > MOST_CREDITS || in_text) {
        return;
    }
    for (at, reason) in plugs.into_iter().filter(|(_, reason)| *reason != Credit || credits <= MOST_CREDITS) {
        keeps[at] = false;
        lines[at].reason = Some(reason);
    }
}

/// Says what a line is that is no text, if any. The first rule that knows decides.
fn plug(line: &Line, at_end: bool, linked: usize, in_text: bool) -> Option<RemovedReason> {
    let text = line.text.trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    let found = no_words(line, text)
        .or_else(|| is_menu(line, linked).then_some(Navigation))
        .or_else(|| link_alone(line, text, linked));
    // What somebody says is never ours to judge.
    if found.is_some() || line.marks.quoted || speaks(&line.folded) {
        return found;
    }
    let open = line.folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let found = handle(line, text)
        .or_else(|| warns_of_bets(line))
        .or_else(|| begins_like(STARTS, line.words, open))
        .or_else(|| remains::of(line, open, at_end))
        .or_else(|| abroad::of(line, open))
        .or_else(|| loads(open))
        .or_else(|| app(line, open))
        .or_else(|| other_article(line, text, open, linked, in_text))
        .or_else(|| known_part(line, at_end))
        .or_else(|| asks_for_something(line, open, linked));
    if found.is_some() || !at_end {
        return found;
    }
    last_line(line, text, open)
}

/// Says what a line is at the end of a text that is no text, if any. The first rule that knows decides.
fn last_line(line: &Line, text: &str, open: &str) -> Option<RemovedReason> {
    let bare = open.trim_end_matches(|c: char| !c.is_alphanumeric());
    let names = |reason: &RemovedReason| *reason != Byline || names_somebody(text);
    contact(line, open)
        .or_else(|| sender(line, text))
        .or_else(|| where_to_reach(line, text))
        .or_else(|| photographer(line, text))
        .or_else(|| begins_like(TAIL_STARTS, line.words, open).filter(names))
        .or_else(|| end_of_text(line, text, bare))
        .or_else(|| sign_of_feed(line, open))
        .or_else(|| contributors(line, bare))
        .or_else(|| appeal_of_newsroom(line, open))
        .or_else(|| asks_to_write(line).then_some(Promo))
        .or_else(|| asks_to_comment(line, open))
}

/// Says what a line without words of its own is: drawn, a picture, a code, an address of something embedded, a time.
fn no_words(line: &Line, text: &str) -> Option<RemovedReason> {
    const MAX_CODE: usize = 6;
    if is_ornament(text)
        || text.bytes().all(|byte| byte == b'/')
        || text.starts_with("![") && text.ends_with(')')
    {
        return Some(Other);
    }
    if is_shortcode(text) {
        return Some(if text.starts_with("[caption") { Caption } else { Other });
    }
    let code = || text.contains(['<', '>', '/', '{', '}']) && text.len() <= MAX_CODE;
    if is_embedded(text) || code() && !text.contains(char::is_alphanumeric) {
        return Some(Other);
    }
    if is_pager(line) {
        return Some(Navigation);
    }
    (is_clock(&line.folded) || heads_post(line)).then_some(Dateline)
}

/// Says whether a line is what the posts of a running report are headed with: "21:00 Ada Holm", "20:42 KEY EVENT".
fn heads_post(line: &Line) -> bool {
    const MAX_WORDS: usize = 5;
    let Some((clock, rest)) = line.text.trim().split_once(' ') else { return false };
    let event = rest.eq_ignore_ascii_case("key event");
    let named = || is_person(rest) && is_given(rest);
    line.words <= MAX_WORDS && !line.ends_sentence && is_clock(clock) && (event || named())
}

/// Says whether a line is the links of a site's parts: "Home News Sport".
fn is_menu(line: &Line, linked: usize) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 3..=20;
    const PARTS: [&str; 9] =
        ["news", "sport", "sports", "about", "contact", "weather", "archive", "archives", "politics"];
    let letters = || line.text.split_whitespace().map(str::len).sum::<usize>();
    let parts = || line.folded.split(' ').any(|word| PARTS.contains(&word));
    parts()
        && WORDS.contains(&line.words)
        && line.folded.starts_with("home ")
        && !line.ends_sentence
        && linked == letters()
}

/// Says whether a line leads through the pages of a text: "« Previous 1 2 3 Next Page »", "(Page 2 of 3)".
fn is_pager(line: &Line) -> bool {
    const MAX_WORDS: usize = 14;
    const WORDS: [&str; 26] = [
        "previous", "prev", "next", "page", "pages", "of", "first", "last", "single", "view", "all", "seite",
        "von", "weiter", "zurück", "nächste", "précédent", "suivant", "anterior", "siguiente", "próxima",
        "pagina", "página", "precedente", "successiva", "vorige",
    ];
    if line.words > MAX_WORDS || line.marks.digits == 0 || line.ends_sentence {
        return false;
    }
    let mut words = line.folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut numbers, mut named) = (0, 0);
    let all = words.all(|word| {
        let number = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        numbers += usize::from(number);
        named += usize::from(WORDS.contains(&word));
        number || WORDS.contains(&word)
    });
    all && numbers > 0 && named > 0 && numbers + named > 2
}

/// Says whether a line is a link to another article behind an arrow, or in brackets: "[Is this the end of the ferry?]".
fn link_alone(line: &Line, text: &str, linked: usize) -> Option<RemovedReason> {
    // An arrow is a quotation mark as well.
    let arrow = (text.starts_with(['»', '►', '▶', '→']) || text.starts_with(">> ")) && leads_on(text, linked);
    let letters = || text.split_whitespace().map(str::len).sum::<usize>();
    let bracketed = text.starts_with('[') && text.ends_with(']');
    let linked = || linked > 0 && linked + 2 >= letters() && line.words > 3;
    (arrow || bracketed && linked()).then_some(Related)
}

/// Says whether a line is the handle or the address of who wrote a text: "@ada", "By Ada Holm ada@post.example".
fn handle(line: &Line, text: &str) -> Option<RemovedReason> {
    let handle = line.words == 1 && text.starts_with('@') && text.len() > 3;
    (handle || line.words <= 6 && text.starts_with("By ") && text.contains('@')).then_some(Byline)
}

/// Says whether a line warns of bets, as their advertisements must.
fn warns_of_bets(line: &Line) -> Option<RemovedReason> {
    (line.words <= 30 && line.folded.contains("begambleaware")).then_some(Advertisement)
}

/// Says whether a line stands in place of what a page is still loading.
fn loads(open: &str) -> Option<RemovedReason> {
    (open.trim_end_matches(['.', '…', ' ']) == "loading").then_some(Navigation)
}

/// Says whether a line offers the house's app in a few words: "Download the Harbour Post app today!"
fn app(line: &Line, open: &str) -> Option<RemovedReason> {
    const STARTS: [&str; 3] = ["download the ", "download our ", "get the "];
    const ENDS: [&str; 3] = [" app", " app today", " app now"];
    let bare = open.trim_end_matches(['.', '!']);
    let offers =
        STARTS.iter().any(|start| open.starts_with(start)) && ENDS.iter().any(|end| bare.ends_with(end));
    (line.words <= 10 && offers).then_some(Promo)
}

/// Says whether a line leads to another article.
fn other_article(line: &Line, text: &str, open: &str, linked: usize, in_text: bool) -> Option<RemovedReason> {
    let read_more = || open.trim_end_matches([']', ')']).ends_with(": read more");
    let leads = leads_on(text, linked)
        || !in_text && announces(line)
        || linked > 0 && line.words <= 20 && read_more();
    leads.then_some(Related)
}

/// Says whether a line is the part of a page that its words make it, and surely: a short one about letters, no more than the
/// word for a part, or a claim.
fn known_part(line: &Line, at_end: bool) -> Option<RemovedReason> {
    const CLAIMS: [&str; 3] = ["copyright ", "(copyright ", "©"];
    let sure = match line.reason? {
        Newsletter => line.words <= 25,
        CommentPrompt if line.words <= 20 && begins_phrase(&line.folded, CommentPrompt) => true,
        Advertisement | CommentPrompt | Credit => line.words <= 4 && is_phrase(&line.folded),
        // Logs and licences have one too.
        Copyright => at_end || CLAIMS.iter().any(|claim| line.folded.starts_with(claim)),
        _ => false,
    };
    line.reason.filter(|_| sure)
}

/// Says whether a line has an address or a number to call.
fn is_reachable(line: &Line) -> bool {
    line.text.contains('@') || line.marks.digits >= 7
}

/// Says whether a line says whom to ask about a release.
fn contact(line: &Line, open: &str) -> Option<RemovedReason> {
    let contact = || CONTACTS.iter().any(|contact| open.starts_with(contact));
    (is_reachable(line) && line.words <= 40 && contact()).then_some(Other)
}

/// Says whether a line is the sign of who sent a text out: "SOURCE Harbour Corp.", "ide/ams/jj".
fn sender(line: &Line, text: &str) -> Option<RemovedReason> {
    let house = ["Inc.", "Corp.", "Ltd.", "Co.", "S.A.", "N.V."].iter().any(|end| text.ends_with(end));
    let source = text.starts_with("SOURCE ") && line.words <= 8 && (house || !line.ends_sentence);
    (source || is_initials(text)).then_some(Other)
}

/// Says whether a line says how to reach somebody: "Ada Holm can be reached at ada@post.example."
fn where_to_reach(line: &Line, text: &str) -> Option<RemovedReason> {
    const REACHED: [&str; 2] = [" can be reached at ", " can be contacted at "];
    if !is_reachable(line) {
        return None;
    }
    let is_known = |name: &str| {
        let role = name.split_once(", ").filter(|(_, role)| role.split(' ').all(is_of_house));
        let name = role.map_or(name, |(name, _)| name);
        is_person(without_role(name.trim_start_matches(['—', '–', '-', ' '])))
    };
    let reached = REACHED.iter().find_map(|at| text.split_once(at));
    let told = line.words <= 20 && reached.is_some_and(|(name, _)| is_known(name));
    (told || asks_to_reach(text)).then_some(Promo)
}

/// Says whether a line says who took the pictures: "Photos by Ada Holm".
fn photographer(line: &Line, text: &str) -> Option<RemovedReason> {
    const BY: [&str; 2] = ["Photos by ", "Photographs by "];
    let name = BY.iter().find_map(|by| text.strip_prefix(by));
    let named = line.words <= 5 && name.is_some_and(|name| is_person(name.trim_end_matches('.')));
    named.then_some(Credit)
}

/// Says whether a line marks the end of a text: "ENDS", "-30-".
fn end_of_text(line: &Line, text: &str, bare: &str) -> Option<RemovedReason> {
    const ENDS: [&str; 8] = ["ENDS", "(ENDS)", "[ENDS]", "(END)", "[END]", "END", "-END-", "-ENDS-"];
    let dashed = text.starts_with(['-', '–', '—', '(']) && bare == "ends";
    let ends = dashed
        || ENDS.contains(&text)
        || bare == "30" && text != "30"
        || text.starts_with("(END) ") && line.words <= 5;
    ends.then_some(Other)
}

/// Says whether a line is what feeds set below a text: "The post Ferries cross again appeared first on Harbour Post."
fn sign_of_feed(line: &Line, open: &str) -> Option<RemovedReason> {
    let has = |needle: &str| line.folded.contains(needle);
    let appeared = || has(" appeared first on ") || has(" first appeared on ");
    (open.starts_with("the post ") && appeared()).then_some(Promo)
}

/// Says whether a line says who else wrote a text: "Ada Holm contributed to this report."
fn contributors(line: &Line, bare: &str) -> Option<RemovedReason> {
    const ENDS: [&str; 4] = [
        " contributed to this report", " contributed to this story", " contributed to this article",
        " contributed reporting",
    ];
    let agency = bare.starts_with("associated press writer") && line.words <= 60;
    ((line.words <= 30 || agency) && ENDS.iter().any(|end| bare.ends_with(end))).then_some(Byline)
}

/// Says whether a newsroom asks readers to follow its coverage, or to give.
fn appeal_of_newsroom(line: &Line, open: &str) -> Option<RemovedReason> {
    let has = |needle: &str| line.folded.contains(needle);
    let follow = line.words <= 20 && open.starts_with("follow ") && has(" coverage ") && has("http");
    let give = line.words <= 40 && has("nonprofit newsroom") && has("donat");
    (follow || give).then_some(Promo)
}

/// Says whether a line asks readers for comments: "What do you think? Leave a comment below."
fn asks_to_comment(line: &Line, open: &str) -> Option<RemovedReason> {
    const ASKS: [&str; 5] = ["what do you think?", "let us know", "tell us", "share your", "leave a comment"];
    let asks = line.folded.contains("comment") && ASKS.iter().any(|ask| open.starts_with(ask));
    (line.words <= 16 && asks).then_some(CommentPrompt)
}

/// Says whether a line says who wrote a text, with their role, their paper or the day: "By Jane Doe Staff Writer".
fn is_byline(line: &Line) -> bool {
    const MAX_WORDS: usize = 9;
    /// "Guest column by Jane Doe" and the like.
    const MAX_CREDIT: usize = 6;
    let by = line.words <= MAX_WORDS
        && !line.ends_sentence
        && line.folded.starts_with("by ")
        && (line.reason == Some(Byline) || !credited(&line.text).is_empty());
    let credits = line.words <= MAX_CREDIT && !line.ends_sentence && !credited(&line.text).is_empty();
    by || credits || name_before_day(&line.text).is_some() || is_post(line)
}

/// Says whether a line is what somebody who wrote a text is at a university: "Lecturer in Engineering, University of Kelso".
fn is_post(line: &Line) -> bool {
    const MAX_WORDS: usize = 14;
    const POSTS: [&str; 13] = [
        "professor of ", "professor in ", "professor, ", "associate professor", "assistant professor",
        "emeritus professor", "senior lecturer", "lecturer in ", "lecturer, ", "research fellow",
        "postdoctoral ", "phd candidate", "reader in ",
    ];
    const HOUSES: [&str; 4] = ["university", "institute", "college", "school"];
    let short = line.words <= MAX_WORDS && !line.ends_sentence && line.folded.contains(", ");
    let begins = || POSTS.iter().any(|post| line.folded.starts_with(post));
    short && begins() && HOUSES.iter().any(|house| line.folded.contains(house))
}

/// How lines begin that say whom to ask about a release.
const CONTACTS: [&str; 14] = [
    "contact: ",
    "contacts: ",
    "press contact",
    "media contact",
    "press enquiries",
    "press inquiries",
    "media enquiries",
    "media inquiries",
    "for interviews",
    "for media enquiries",
    "for media inquiries",
    "for press enquiries",
    "for press inquiries",
    "for more information, please contact",
];

/// Says what a line wants of readers, wherever it stands: a mail with their story, an app, a look into their inbox, a purchase.
fn asks_for_something(line: &Line, open: &str, linked: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 45;
    const INBOX: [&str; 10] =
        ["get ", "start ", "sign ", "join ", "stay ", "receive ", "want ", "have ", "the best ", "our best "];
    const STORY: [&str; 5] =
        ["if you've got a", "if you have a", "do you have a", "have you got a", "got a "];
    let has = |needle: &str| line.folded.contains(needle);
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    if line.words > MAX_WORDS {
        return None;
    }
    let delivered = has("delivered ") && has(" to your inbox");
    if has("your inbox") && line.words <= 30 && (delivered || starts(&INBOX)) {
        return Some(Newsletter);
    }
    let regular = [" each ", " every ", " daily", " weekly"].iter().any(|when| has(when));
    if linked > 0
        && regular
        && line.words <= 30
        && starts(&["get the latest ", "get our latest ", "get the best of "])
    {
        return Some(Newsletter);
    }
    let mailed = line.text.contains('@') || linked > 0;
    let tells = has(" story") || has(" tip");
    if starts(&STORY) && tells && has("email") && mailed {
        return Some(Promo);
    }
    if linked > 0 && line.words <= 24 && starts(&["download the ", "download our "]) && has(" app ") {
        return Some(Promo);
    }
    let offers = ["learn more", "try it", "for free", "sign up", "get started", "find out more", "see how"];
    let sponsors = starts(&["a message from ", "presented by ", "sponsored by "]) && line.text.contains(": ");
    if linked > 0 && sponsors && offers.iter().any(|offer| has(offer)) {
        return Some(Advertisement);
    }
    let earns = has("affiliate link") && (has("commission") || has(" earn "));
    let owns = has(" no position in any of the stocks mentioned");
    let rushed = has("transcripts are created on a rush deadline");
    (earns || owns || rushed).then_some(Promo)
}

/// Returns a name without what somebody is at the paper before it: "Staff Writer Ada Holm".
pub fn without_role(mut name: &str) -> &str {
    while let Some((word, rest)) = name.split_once(' ')
        && is_of_house(word)
    {
        name = rest;
    }
    name
}

/// Says whether a line says no more than where to write to somebody: "Reach Ada Holm at ada@post.example or 555-0144."
fn asks_to_reach(text: &str) -> bool {
    const MAX_WORDS: usize = 16;
    const ASKS: [&str; 3] = ["Reach ", "Contact ", "Email "];
    const WHOM: [&str; 5] = ["him", "her", "the reporter", "the writer", "the author"];
    let whom = ASKS.iter().find_map(|ask| text.strip_prefix(ask)).and_then(|rest| rest.split_once(" at "));
    let known = |whom: &str| WHOM.contains(&whom) || is_person(without_role(whom));
    whom.is_some_and(|(whom, _)| known(whom)) && text.split_whitespace().nth(MAX_WORDS).is_none()
}

/// Says whether a line is the signs that an agency's desk puts below a text: "ide/ams/jj", "(wp/ens)".
fn is_initials(text: &str) -> bool {
    let sign =
        |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let text = text.strip_suffix('/').unwrap_or(text);
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    text.contains('/') && text.split('/').count() <= 5 && text.split('/').all(|part| sign(part.trim()))
}

/// Says whether a line gives an address of those who wrote a text: "Jane Doe is a reporter. Reach her at jane@post.example",
/// "Have a tip? Write to tips@post.example."
fn asks_to_write(line: &Line) -> bool {
    const MAX_WORDS: usize = 45;
    const ASKS: [&str; 18] = [
        "tips to her at", "tips to him at", "tips can be sent to", "email him at", "email her at",
        "email them at", "reach him at", "reach her at", "reach them at", "be reached at", "contact him at",
        "contact her at", "contact the reporter", "contact the writer", "follow him ", "follow her ",
        "have a tip?", "got a tip?",
    ];
    let has = |needle: &str| line.folded.contains(needle);
    let writes = || {
        [" reporter", " writer", " editor", " columnist", " critic", " covers "].iter().any(|role| has(role))
    };
    let tip = has(" a tip?");
    line.words <= MAX_WORDS && line.text.contains('@') && ASKS.iter().any(|ask| has(ask)) && (tip || writes())
}

/// Says whether what follows the first "by" or "from" of a line begins with a capital letter.
fn names_somebody(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let preposition = |word: &str| word.eq_ignore_ascii_case("by") || word.eq_ignore_ascii_case("from");
    words.any(preposition) && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Says whether a line is drawn: rules, stars, signs in fonts of their own. Signs that can stand for words stay.
fn is_ornament(text: &str) -> bool {
    let drawn = |c: char| {
        !c.is_alphanumeric()
            && (matches!(c, '*' | '-' | '_' | '=' | '~' | '#' | '+' | '|' | '>' | '<' | ' ')
                || (!c.is_ascii()
                    && !matches!(
                        c,
                        '€' | '£' | '¥' | '…' | '§' | '“' | '”' | '«' | '»' | '‘' | '’' | '？' | '！'
                    )))
    };
    text.chars().all(drawn)
}

/// Says whether a line is a shortcode that a page's program left as it was, or a frame that nobody filled.
fn is_shortcode(text: &str) -> bool {
    const NAMES: [&str; 10] = [
        "[caption", "[embed", "[gallery", "[video", "[audio", "[youtube", "[playlist", "[button",
        "[adrotate", "[contact-form",
    ];
    let named = NAMES.iter().find_map(|name| text.strip_prefix(name));
    named.is_some_and(|rest| rest.starts_with([' ', ']']) && text.ends_with(']'))
        || text.starts_with("<iframe ") && text.ends_with('>')
}

/// Says whether a line is nothing but the address of what a page embeds.
fn is_embedded(text: &str) -> bool {
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    address.is_some_and(|address| {
        let address = address.strip_prefix("www.").unwrap_or(address);
        !address.contains(char::is_whitespace) && EMBEDDED.iter().any(|site| address.starts_with(site))
    })
}

/// Says whether a line is nothing but a time of the day: "09:30", "9:30 GMT".
fn is_clock(folded: &str) -> bool {
    const MAX_WORDS: usize = 3;
    let mut words = folded.split(' ');
    // Without a zone "9.45" may be a price.
    let mark = if folded.contains(' ') { &[':', '.'][..] } else { &[':'] };
    let Some((hours, rest)) = words.next().and_then(|time| time.split_once(mark)) else { return false };
    let minutes = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let digits = |part: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let half = &rest[minutes.len()..];
    let zone = |word: &str| matches!(word, "gmt" | "bst" | "utc" | "et" | "est" | "edt" | "ist" | "cet");
    digits(hours, 1..=2)
        && digits(minutes, 2..=2)
        && (half.is_empty() || zone(half))
        && words.clone().count() < MAX_WORDS
        && words.all(zone)
}

/// Says whether somebody is told to say something in a line.
pub fn speaks(folded: &str) -> bool {
    let is_cue = |word: &str| {
        matches!(
            word,
            "said" | "says" | "told" | "asked" | "asks" | "replied" | "added" | "according" | "wrote"
        )
    };
    folded.split(|c: char| !c.is_alphabetic()).any(is_cue)
}

/// Says whether a label stands before links to other articles.
fn is_lead(folded: &str) -> bool {
    LEADS.contains(&folded) || abroad::LEADS.contains(&folded)
}

/// Says whether a line is but a link to another article, with a label: "WATCH: …", ">> …", "À lire aussi …".
fn leads_on(text: &str, linked: usize) -> bool {
    if linked == 0 {
        return false;
    }
    let mark =
        |c: char| matches!(c, '>' | '»' | '►' | '▶' | '→' | '[' | '(' | '*' | '【' | '–' | '—' | '-' | '•');
    let bare = text.trim_start_matches(|c: char| mark(c) || c.is_whitespace());
    let arrow = text.starts_with(">>") || text.starts_with(['»', '►', '▶', '→']);
    let label = bare.split_once([':', '：', '|', '>', '»', '】']).map(|(label, _)| label.trim_end());
    // A capital İ is an i with two dots where it is made small.
    let known = |label: &&str| is_lead(&fold(label).replace('\u{307}', ""));
    let rest = match label.filter(|label| label.len() <= MAX_LEAD).filter(known) {
        Some(label) => &bare[label.len()..],
        None if arrow => bare,
        None => match after_lead(bare) {
            Some(rest) => rest,
            None => return false,
        },
    };
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    // A mark may stand outside the link.
    const MARKS: usize = 3;
    linked + MARKS >= letters(rest)
}

/// Says whether a line is a label and the headline of another article, be it a link or not: "READ MORE: Ferries cross again".
pub fn announces(line: &Line) -> bool {
    const MAX_WORDS: usize = 20;
    /// Labels of what is to come in the text itself.
    const OWN: [&str; 4] = ["up next", "further reading", "read here", "keep reading"];
    if line.ends_sentence || line.words > MAX_WORDS {
        return false;
    }
    let Some((label, rest)) = line.text.split_once([':', '：', '|']) else { return false };
    let (label, rest) = (label.trim(), rest.trim());
    if label.len() > MAX_LEAD {
        return false;
    }
    let folded = fold(label);
    // One word may be anything: "Watch: it is thicker than the last one".
    let shouted = label.len() > 3 && !label.contains(char::is_lowercase);
    let sure = shouted || label.contains(' ') || !label.is_ascii() || folded == "related";
    let headline = !rest.starts_with(char::is_lowercase) && (rest.contains(' ') || !rest.is_ascii());
    sure && headline && is_lead(&folded) && !OWN.contains(&&*folded)
}

/// Returns what follows a label of several words that no mark ends; a style sheet may keep the two apart: "Read alsoFerries
/// cross again".
pub fn after_lead(bare: &str) -> Option<&str> {
    let lead = |lead: &&str| {
        let begin = bare.get(..lead.len());
        let begins = begin.is_some_and(|begin| begin.chars().flat_map(char::to_lowercase).eq(lead.chars()));
        let long = lead.contains(' ') || !lead.is_ascii() && !lead.contains(char::is_lowercase);
        long && begins && !bare[lead.len()..].starts_with(char::is_lowercase)
    };
    LEADS.iter().chain(abroad::LEADS).find(|known| lead(known)).map(|known| &bare[known.len()..])
}
