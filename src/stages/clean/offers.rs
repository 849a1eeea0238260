//! One line that is left of what a page offers, asks or tells of itself among the paragraphs of an article. None of it is seen
//! by the model.

use super::text::{Line, is_person};
use super::{abroad, bylines};
use crate::document::RemovedReason::{self, *};

/// Lines that are nothing else, less marks at the ends.
const WHOLE: &Whole = &[
    (
        Advertisement,
        &[
            "advertentie",
            "annonce",
            "annons",
            "annonse",
            "mainos",
            "реклама",
            "광고",
            "广告",
            "広告",
            "विज्ञापन",
            "iklan",
            "continua após publicidade",
            "continua após a publicidade",
            "continua dopo la pubblicità",
            "la suite après cette publicité",
            "hide ad",
            "skip advertisement",
        ],
    ),
    // Tools, rights, answers of forms.
    (
        Navigation,
        &[
            "quick guide",
            "key event",
            "key events",
            "subscribe to listen",
            "article content",
            "skip advertisement",
            "forward this to a friend",
            "forward to a friend",
            "suggest a correction",
            "add to your saved stories",
            "add to saved stories",
            "share full article",
            "set as preferred source",
            "add us on google",
            "powered by beyondwords",
            "listen to article",
            "only have a minute? listen instead",
            "skip past newsletter promotion",
            "send us a correction",
            "send feedback",
            "reuse this content",
            "request permissions",
            "request permission",
            "license this article",
            "buy reprints",
            "order reprints",
            "purchase reprints",
            "explore more on these topics",
            "follow the author",
            "follow this author",
            "scroll untuk melanjutkan membaca",
            "lanjutkan membaca",
            "comunicar erro",
            "caricamento player",
            "podeli",
            "podijeli",
            "kopiraj link",
            "कॉपी लिंक",
            "लिंक कॉपी करें",
            "メールで印刷",
            "esta funcionalidad es sólo para registrados",
            "esta funcionalidad es solo para registrados",
        ],
    ),
    (
        Newsletter,
        &[
            "thank you! you are signed up",
            "you are now subscribed",
            "you are signed up",
            "there was an error. please try again",
            "there was an error, please try again",
            "something went wrong. please try again",
            "something went wrong, please try again",
        ],
    ),
    (
        Promo,
        &[
            "start free trial",
            "start your free trial",
            "cancel anytime",
            "cancel any time",
            "our stories are free to read. they are not free to make",
        ],
    ),
    (CommentPrompt, &["log in to comment", "sign in to comment", "register to comment"]),
    (
        Credit,
        &["file photo", "courtesy photo", "handout photo", "stock photo", "file image", "photo by staff"],
    ),
    (
        Other,
        &["newsguard", "ai-generated summary", "note to editors", "notes to editors", "notes for editors"],
    ),
    (Copyright, &["무단 전재 및 재배포 금지", "무단전재 및 재배포 금지", "無断転載禁止", "无断转载"]),
    (
        Navigation,
        &[
            "the video will auto-play soon",
            "the video will autoplay soon",
            "video will play in",
            "video loading",
            "click to play",
            "tap to play",
            "click to play video",
            "play now",
            "podcast",
            "listen on apple podcasts",
            "listen on spotify",
            "समाप्त",
            "show key events only",
            "please turn on javascript to use this feature",
            "please enable javascript to use this feature",
            "saltar y continuar leyendo",
            "pule e continue lendo",
            "skip and continue reading",
            "пропустить и продолжить чтение",
        ],
    ),
    (
        Promo,
        &[
            "got a story", "got a tip", "got a news tip", "do you have a story", "do you have a tip",
            "have a story", "have a tip", "have a news tip",
        ],
    ),
    (Newsletter, &["this post is for subscribers", "this post is for paid subscribers"]),
    (
        Other,
        &[
            "empfohlener redaktioneller inhalt",
            "empfohlener externer inhalt",
            "externer inhalt",
            "peer-reviewed publication",
        ],
    ),
    (
        Related,
        &["take our quiz", "take the quiz", "more on this story", "go deeper", "related internet links"],
    ),
    (Related, abroad::LEADS),
];

/// Lines that begin so, each with the most words that it has.
const STARTS: &Starts = &[
    // Embeds that wait for consent, or have gone.
    (
        Other,
        60,
        &[
            "we need your consent to load ",
            "ich bin damit einverstanden, dass mir externe inhalte ",
            "an dieser stelle finden sie externe",
            "an dieser stelle finden sie einen externen",
            "an dieser stelle finden sie einen relevanten, externen",
            "mit ihrer zustimmung wird hier ",
            "dieser inhalt wird aufgrund ihrer datenschutz",
            "ce contenu est bloqué car ",
        ],
    ),
    (
        Other,
        16,
        &[
            "this tweet is currently unavailable",
            "this tweet is unavailable",
            "this tweet has been deleted",
            "this post is currently unavailable",
            "this embed is not available",
        ],
    ),
    // Letters, groups, gifts, subscriptions.
    (
        Newsletter,
        20,
        &[
            "click here to subscribe ", "click here to sign up", "click here to register ",
            "click here to join ", "click here to donate",
        ],
    ),
    (
        Promo,
        25,
        &[
            "editorials represent the opinion of ",
            "editorials represent the opinions of ",
            "editorials represent the views of ",
            "how do i sign up for ",
            "our morning email ",
            "our evening email ",
            "our weekly email ",
            "this essay was first sent to ",
            "this essay was originally sent to ",
            "this post was first sent to ",
            "this story was first sent to ",
            "this article was first sent to ",
        ],
    ),
    (Promo, 20, &["you can save this article by ", "you can save this story by "]),
    (
        Promo,
        40,
        &[
            "enjoying this article?",
            "enjoying this story?",
            "like this story?",
            "if you liked this, forward it ",
            "if you enjoyed this, forward it ",
            "this is a free edition",
            "like this article?",
            "enjoyed this article?",
            "enjoyed this story?",
            "want to write for us?",
            "we want to hear from you.",
            "we use your sign-up to provide ",
            "subscribers can share ",
            "sign our guestbook",
            "find this article at: ",
            "this summary was generated by ",
            "accuracy and availability of transcripts ",
        ],
    ),
    (Other, 30, &["quotes delayed at least ", "quotes displayed in real-time ", "market data provided by "]),
    (
        Caption,
        60,
        &["image caption, ", "image copyright getty", "image copyright reuters", "image copyright pa media"],
    ),
    (Newsletter, 30, &["by submitting, you consent to "]),
    (
        Newsletter,
        12,
        &["you can opt out at any time", "you can opt-out at any time", "you can unsubscribe at any time"],
    ),
    (
        Copyright,
        40,
        &[
            "this story has not been edited by ",
            "this article has not been edited by ",
            "except for the headline, this story has not been edited",
            "kopijuoti, platinti",
            "kopirovanie je zakázané",
            "特别声明：以上",
        ],
    ),
    (Navigation, 4, &["کد خبر: ", "کد خبر : ", "شناسه خبر: ", "next up in "]),
    (CommentPrompt, 9, &["what do you think? vote "]),
    (Promo, 14, &["your support helps us ", "your support makes "]),
    (Promo, 40, &["thank you for your patience while we verify access"]),
    (
        Promo,
        24,
        &[
            "подписывайтесь на наш",
            "подпишитесь на наш",
            "підписуйтесь на наш",
            "підпишіться на наш",
            "suscríbete a nuestro canal",
            "únete a nuestro canal",
            "siga nosso canal",
            "siga o nosso canal",
            "entre no nosso canal",
            "síguenos en nuestras redes",
            "rejoignez notre chaîne",
            "abonnez-vous à notre chaîne",
            "folgen sie unserem kanal",
            "iscriviti al nostro canale",
            "seguici anche su ",
            "dołącz do nas na ",
            "ikuti kami di ",
            "ikuti whatsapp channel ",
            "ikuti saluran whatsapp ",
            "bizi takip edin",
        ],
    ),
    // Where the text goes on, and what is beside it.
    (
        Advertisement,
        9,
        &[
            "mainosartikkeli jatkuu ",
            "artikkeli jatkuu mainoksen",
            "juttu jatkuu mainoksen",
            "lesen sie nach der anzeige weiter",
            "text fortsätter under annonsen",
        ],
    ),
    (
        Navigation,
        9,
        &[
            "tekst loopt door onder de ", "tekst loopt door onder het ", "tekst gaat verder onder de ",
            "tekst gaat verder onder het ", "artikel gaat verder onder de ", "lees verder onder de ",
            "artikkeli jatkuu kuvan ", "artikkeli jatkuu videon ", "juttu jatkuu kuvan ",
            "juttu jatkuu videon ", "texten fortsätter under ", "artikeln fortsätter under ",
            "artikkelen fortsetter under ", "saken fortsetter under ", "artiklen fortsætter under ",
            "artiklen fortsætter efter ", "bekijk hier meer ", "0 seconds of ", "denne artikkelen er lest ",
            "artikeln läses upp av ", "artiklen er læst op af ",
        ],
    ),
    (Navigation, 40, &["the audio version of this article ", "the audio version of this story "]),
    (Navigation, 12, &["end quote ", "role, ", "पदनाम, "]),
    (CommentPrompt, 12, &["voit keskustella aiheesta "]),
    (Related, 14, &["related video: ", "related videos: "]),
];

/// And these near the end of an article alone.
const TAIL_STARTS: &Starts = &[
    (
        Promo,
        16,
        &["read more of our coverage ", "views expressed in this article are ", "views expressed are "],
    ),
    (Credit, 8, &["provided by "]),
    (Credit, 4, &["quelle: ", "quellen: ", "fuente: ", "fonte: ", "источник: ", "джерело: ", "kaynak: "]),
    (Navigation, 16, &["über dieses thema berichtete ", "dieses thema im programm"]),
    (
        Promo,
        40,
        &[
            "submit your letter ", "submit a letter ", "send your letter ", "to submit a letter ",
            "to submit an op-ed",
        ],
    ),
    (Promo, 12, &["do you have a tip for us", "do you have a story for us", "have a tip for us"]),
    (Related, 9, &["i videon ", "i klippet ", "se videon ", "hör "]),
];

/// Lines that are nothing else, less marks at the ends, by what they are.
pub type Whole = [(RemovedReason, &'static [&'static str])];

/// Beginnings of lines, by what they are, each with the most words that such a line has.
pub type Starts = [(RemovedReason, usize, &'static [&'static str])];

/// Returns what a line is that is one of a list.
pub fn is_one_of(list: &Whole, bare: &str) -> Option<RemovedReason> {
    list.iter().find(|(_, whole)| whole.contains(&bare)).map(|found| found.0)
}

/// Returns what a line of so many words is that begins like one of a list.
pub fn begins_like(list: &Starts, words: usize, open: &str) -> Option<RemovedReason> {
    let begins = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    list.iter().find(|(_, most, starts)| words <= *most && begins(starts)).map(|found| found.0)
}

/// Says whether a line, less marks at its ends, announces links to other articles.
pub fn leads_on(bare: &str) -> bool {
    abroad::LEADS.contains(&bare) || bare == "go deeper"
}

/// Says what a line is that is left of what a page offers, if any. `open` is the line folded, from its first letter or digit
/// on, and `bare` that up to its last.
pub fn of(line: &Line, open: &str, bare: &str, at_end: bool) -> Option<RemovedReason> {
    let found = is_one_of(WHOLE, bare)
        .or_else(|| begins_like(STARTS, line.words, open))
        .or_else(|| furniture(line, open, bare))
        .or_else(|| wants(line, open))
        .or_else(|| letter(line, open))
        .or_else(|| appeal(line, open, bare))
        .or_else(|| story(line, open))
        .or_else(|| commission(open, line.words))
        .or_else(|| lead(line, bare))
        .or_else(|| skip(open, bare, line.words))
        .or_else(|| figure(line));
    if found.is_some() || !at_end {
        return found;
    }
    begins_like(TAIL_STARTS, line.words, open).filter(|reason| *reason != Related || !line.ends_sentence)
}

/// Says whether a line is the label of a player, a picture, a price or somebody's page: "4-Minute Listen", "Map: the crossing",
/// "$1 for 6 months", "More by Ada Holm", "Email Facebook Twitter", "Read the report (PDF)".
fn furniture(line: &Line, open: &str, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 8;
    const NETWORKS: [&str; 12] = [
        "email", "facebook", "twitter", "x", "whatsapp", "linkedin", "reddit", "print", "threads", "bluesky",
        "telegram", "pinterest",
    ];
    const AGENCIES: [&str; 8] =
        ["reuters", "afp", "ap", "dpa", "associated press", "bloomberg", "pti", "ani"];
    let text = line.text.trim();
    if line.words > MAX_WORDS || line.marks.quoted {
        return None;
    }
    let age =
        open.strip_prefix("this article is more than ").or(open.strip_prefix("this story is more than "));
    if age.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && bare.ends_with(" old")) {
        return Some(Other);
    }
    if line.ends_sentence {
        return None;
    }
    let clock = |rest: &str| {
        rest.split_once(':').is_some_and(|(minutes, seconds)| {
            [minutes, seconds]
                .iter()
                .all(|part| !part.is_empty() && part.len() <= 2 && part.parse::<u32>().is_ok())
        })
    };
    let listens = bare.strip_suffix("-minute listen").or(bare.strip_suffix(" min listen"));
    if listens.is_some_and(|count| count.parse::<u32>().is_ok())
        || bare
            .strip_prefix("listen ")
            .is_some_and(|rest| clock(rest.trim_matches(['(', ')', '•', '·', ' '])))
    {
        return Some(Navigation);
    }
    let words = bare.split(' ');
    if line.words >= 3 && words.clone().all(|word| NETWORKS.contains(&word)) {
        return Some(Share);
    }
    if bare.strip_prefix("source: ").is_some_and(|source| AGENCIES.contains(&source)) {
        return Some(Credit);
    }
    let labels = ["Graphic: ", "Map: ", "Chart: "];
    if labels.iter().any(|label| text.starts_with(label)) {
        return Some(Caption);
    }
    let price = text.starts_with(['$', '£', '€']) && open.contains(" for ");
    if price && [" week", " weeks", " month", " months"].iter().any(|end| bare.ends_with(end)) {
        return Some(Promo);
    }
    let page = ["More by ", "Contact "].iter().find_map(|start| text.strip_prefix(start));
    let report =
        text.ends_with("(PDF)") && ["read ", "download "].iter().any(|start| open.starts_with(start));
    (page.is_some_and(|name| is_person(name) && bylines::is_given(name)) || report).then_some(Navigation)
}

/// Says whether a line wants readers to come, to write, to pay or to log in: "Tickets are on sale now. Click here to buy
/// yours.", "Are you affected by this? Tell us your story.", "Thank you for reading. Please log in, or sign up …".
fn wants(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 45;
    if line.words > MAX_WORDS || line.marks.quoted {
        return None;
    }
    let has = |needle: &str| open.contains(needle);
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    let networks = ["facebook", "instagram", "youtube", "tiktok", "whatsapp", " x ", "twitter", "linkedin"];
    let follows = open.starts_with("follow ")
        && line.words <= 16
        && networks.iter().filter(|network| has(network)).count() > 1;
    let publication = has("is a reader-supported publication");
    let tickets = has("ticket") && has("click here to ") && line.words <= 20;
    let affected = starts(&["are you affected by ", "have you been affected by ", "were you affected by "])
        && (has("tell us") || has("get in touch") || has("email ") || has("contact us"));
    let logs = starts(&["thank you for reading", "thanks for reading"]) && (has("log in") || has("sign up"));
    let digital = open.starts_with("get ") && has("digital access") && line.words <= 16;
    let says = starts(&["have something to say?", "have an opinion on ", "have an opinion?"])
        && (line.text.contains('@') || has("write to ") || has("email us"));
    let letters = has("submit a letter ") && line.text.contains('@');
    let kept_free = (has("keep this reporting free")
        || has("keep our reporting free")
        || has("keep our journalism free"))
        && (has("give ") || has("donat") || has("support") || has("$"));
    let app = has("on our app") && (has("download it ") || open.starts_with("catch all "));
    let work =
        starts(&["if you value our work", "if you appreciate our work"]) && (has("donat") || has("support"));
    let integrity = starts(&["support "]) && has("journalism of integrity");
    let issues =
        has("click here") && [" issues for £", " issues for $", " issues for €"].iter().any(|of| has(of));
    let reached = line.words <= 25 && line.text.contains('@') && has("get in touch at ");
    let channel =
        line.words <= 8 && starts(&["subscribe to "]) && open.trim_end_matches('.').ends_with(" on youtube");
    let access = starts(&["get access to "]) && (has("for as little as ") || has("subscription"));
    (follows
        || publication
        || tickets
        || affected
        || logs
        || digital
        || says
        || letters
        || kept_free
        || app
        || work
        || integrity
        || issues
        || reached
        || channel
        || access)
        .then_some(Promo)
}

/// Says whether a line offers a letter, a group or a subscription of those who wrote the text: "Like what you've read? Sign up
/// for our daily newsletter.", "Get the latest headlines by joining our WhatsApp community."
fn letter(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 30;
    const MAX_GROUP: usize = 70;
    let has = |needle: &str| open.contains(needle);
    let signs = ["sign up for our ", "sign up to our ", "subscribe to our "].iter().any(|sign| has(sign));
    if line.words <= MAX_WORDS && signs && (has("newsletter") || has("email")) {
        return Some(Newsletter);
    }
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    let group = starts(&["get ", "join ", "stay ", "want ", "sign up", "don't miss"])
        && (has("our whatsapp") || has("whatsapp community") || has("whatsapp channel"));
    let paid = has("digital subscription") && has("unlimited access");
    let joins = (has("join over ") || has("join more than ")) && (has(" subscribers") || has(" readers"));
    let follows = starts(&["keep up with ", "stay up to date with "]) && has(" by following ");
    (line.words <= MAX_GROUP && (group || paid || follows || joins)).then_some(Promo)
}

/// Says whether a line asks for money in few words: "Support independent local news. Donate today."
fn appeal(line: &Line, open: &str, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 25;
    const ENDS: [&str; 9] = [
        "donate today", "donate now", "donate here", "give today", "become a member",
        "become a member today", "become a member now", "subscribe today", "subscribe now",
    ];
    let supports = open.starts_with("support ") || open.contains("journalism") || open.contains("newsroom");
    let asks = supports && ENDS.iter().any(|end| bare.ends_with(end));
    (line.words <= MAX_WORDS && asks).then_some(Promo)
}

/// Says whether a line wants a story of readers: "Do you have a story to sell? Get in touch with us at …"
fn story(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 40;
    const WANTS: [&str; 7] = [
        "do you have a story", "have you got a story", "got a story", "do you have a tip",
        "have you got a tip", "do you have information ", "do you know more",
    ];
    const REACHES: [&str; 7] =
        ["get in touch", "contact us", "contact our ", "email us", "call us", "write to us", "message us"];
    let wants = WANTS.iter().any(|want| open.starts_with(want)) && line.text.contains('?');
    let reaches = REACHES.iter().any(|reach| open.contains(reach)) || line.text.contains('@');
    (line.words <= MAX_WORDS && wants && reaches).then_some(Promo)
}

/// Says whether a line tells that links earn money: "If you buy something from a link, we may earn a commission."
fn commission(open: &str, words: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 45;
    let has = |needle: &str| open.contains(needle);
    let earns =
        ["we may earn ", "we may receive ", "we may get ", "may earn us "].iter().any(|earn| has(earn));
    let bought = has("link") || has("buy") || has("purchas");
    (words <= MAX_WORDS && earns && bought && has("commission")).then_some(Promo)
}

/// Says whether a word is in capitals alone, as tags of other articles are.
fn is_tag(word: &str) -> bool {
    word.len() > 2 && word.chars().all(|c| c.is_uppercase() || c == ' ')
}

/// Says whether a line heads other articles: "Most read in Town", "More from Harbour News".
pub fn lead(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 6;
    // "DON'T MISS Ferries to stop [REVEALED] Bridge to open [UPDATE]"
    let tags = line.text.split('[').skip(1).filter(|tag| tag.split(']').next().is_some_and(is_tag)).count();
    if line.text.starts_with("DON'T MISS") && tags > 1 {
        return Some(Related);
    }
    let heads =
        ["most read in ", "more from ", "most popular in "].iter().any(|start| bare.starts_with(start));
    let capital = |word: &str| !word.starts_with(char::is_lowercase);
    let named =
        || line.text.split_whitespace().skip(2).all(|word| capital(word) || word == "in" || word == "the");
    (line.words <= MAX_WORDS && heads && !line.ends_sentence && named()).then_some(Related)
}

/// Says whether a line lets those who hear the page pass something by: "Skip Most read and continue reading".
fn skip(open: &str, bare: &str, words: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 12;
    const PASSED: [(&str, &str); 7] = [
        ("skip ", "and continue reading"),
        ("saltar ", "continuar leyendo"),
        ("pule ", "continue lendo"),
        ("ignorer ", "continuer la lecture"),
        ("пропустить ", "продолжить чтение"),
        ("छोड़कर ", "आगे बढ़ें"),
        ("تخطى ", "القراءة"),
    ];
    // "Seite 1The bridge", in a list of the pages of an article.
    let page = open.strip_prefix("seite ").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let numbered = page.is_some_and(|rest| {
        open.len() > "seite ".len() + rest.len() && rest.starts_with(char::is_alphabetic)
    });
    let overview = ["alle ", "mehr ", "weitere "].iter().any(|start| open.starts_with(start))
        && ["lesen sie hier", "finden sie hier", "gibt es hier"]
            .iter()
            .any(|end| bare.trim_end_matches(['+', ' ']).ends_with(end));
    if words <= MAX_WORDS && (numbered || overview) {
        return Some(Related);
    }
    let passes = PASSED.iter().any(|(start, end)| open.starts_with(start) && bare.ends_with(end));
    (words <= MAX_WORDS && passes).then_some(Navigation)
}

/// Says whether a line is a rate of a market or stars and nothing else: "HRBR41.20(-4.12%)", "★★★☆☆ 3 out of 5
/// stars".
fn figure(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 6;
    let text = line.text.trim();
    if line.words > MAX_WORDS || line.marks.quoted {
        return None;
    }
    let small = text.contains(char::is_lowercase);
    let rate = text.ends_with("%)") && !small && line.marks.digits >= 3 && line.marks.upper >= 2;
    let stars = text.starts_with(['★', '☆']) && line.folded.ends_with(" stars");
    let placeholder = matches!(text, "［PR］" | "[PR]" | "【PR】" | "〈PR〉");
    if placeholder { Some(Advertisement) } else { (rate || stars).then_some(Other) }
}
