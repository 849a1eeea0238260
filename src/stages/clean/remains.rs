//! What players, forms, walls and programs of pages leave among the paragraphs of an article. None of it is seen by the
//! model.

use super::bylines::is_given;
use super::days::written_date;
use super::offers::{self, Starts, Whole, begins_like, is_one_of};
use super::plugs::without_role;
use super::text::{Line, ends_sentence, is_person};
use crate::document::RemovedReason::{self, *};

/// Headings of other articles.
pub const RELATED: [&str; 40] = [
    "in the headlines",
    "related article",
    "related story",
    "related topic",
    "related fact checks",
    "featured stories",
    "other news stories",
    "more for you",
    "also read",
    "read also",
    "also see",
    "more news",
    "related news",
    "most read stories",
    "you may also be interested in",
    "you might also be interested in",
    "recommended from editorial",
    "people are also reading",
    "people also read",
    "recommended reading",
    "read more about this topic",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "यह भी पढ़ें",
    "more stories",
    "more articles",
    "related stories",
    "related articles",
    "related coverage",
    "related content",
    "recommended stories",
    "recommended for you",
    "you may also like",
    "you might also like",
    "editor's picks",
    "editors' picks",
    "trending now",
    "most read",
    "read next",
    "latest stories",
];

/// Lines that are nothing else, less marks at the ends: "Loading video player…".
const WHOLE: &Whole = &[
    (
        Newsletter,
        &[
            "thanks for signing up",
            "thank you for signing up",
            "thanks for subscribing",
            "thank you for subscribing",
            "you're signed up",
            "you're all set",
            "you have successfully subscribed",
            "please enter a valid email address",
            "please enter a valid email",
            "enter a valid email address",
            "please check your email to confirm your subscription",
            "you can unsubscribe at any time",
            "thanks for reading",
            "click here to subscribe",
            "was this forwarded to you? sign up here",
            "was this forwarded to you? subscribe here",
            "was this email forwarded to you? sign up here",
            "was this newsletter forwarded to you? sign up here",
            "unsubscribe at any time",
            "by subscribing, i agree to the terms",
            "thank you! you have successfully subscribed",
            "thank you! you are now subscribed",
        ],
    ),
    // Players.
    (
        Navigation,
        &[
            "this video can not be played",
            "this video cannot be played",
            "this video is not available",
            "this video is no longer available",
            "this content is not available",
            "video unavailable",
            "replay",
            "replay video",
            "we apologize, but this video has failed to load",
            "this content is not available due to your privacy preferences",
            "content cannot be displayed without consent",
            "loading twitter content",
            "loading instagram content",
            "loading video",
            "loading video player",
            "loading player",
            "loading the player",
            "hear this story",
            "listen to this story",
            "listen to the story",
            "listen to this post",
            "getting your trinity audio player ready",
            "please use chrome browser for a more accessible video player",
        ],
    ),
    // Galleries.
    (
        Navigation,
        &[
            "view gallery", "view photos", "open gallery", "open image in gallery",
            "view image in fullscreen", "enlarge this image", "enlarge image", "click to enlarge",
            "click to expand image", "buy photo", "buy photos", "tap to enlarge", "swipe for more",
            "swipe to see more", "see all photos", "hide caption", "toggle caption",
        ],
    ),
    // Tools of a page.
    (
        Navigation,
        &[
            "save for later",
            "save article",
            "save this article",
            "gift this article",
            "gift article",
            "print",
            "email this article",
            "email this article to a friend",
            "email this to a friend",
            "e-mail this to a friend",
            "printable version",
            "license this article",
            "report a problem or mistake on this page",
            "previous article next article",
            "you are here",
            "article contents",
            "transcripts may contain errors",
            "how does this make you feel",
            "save articles for later",
            "click here",
            "send us your feedback",
            "print this article",
            "print this page",
            "print article",
            "add us as a preferred source on google",
            "text size",
            "font size",
            "a- a+",
            "a a a",
            "show more",
            "load more",
            "back to top",
            "rate this article",
            "report a typo",
            "report an error",
            "did you find this article useful",
            "did you find this article helpful",
            "did you find this page useful",
            "was this article helpful",
            "was this article useful",
            "was this page helpful",
            "was this helpful",
            "ツイート",
            "ブックマーク",
            "印刷",
            "save share print",
            "drucken",
            "artikel drucken",
            "vorlesen",
            "merken",
            "imprimer",
            "imprimer l'article",
            "stampa",
            "imprimir",
            "skriv ut",
        ],
    ),
    (
        Other,
        &[
            "انتهای پیام",
            "for information media. not an official record",
            "for information media - not an official record",
        ],
    ),
    // What a program says of what it could not write.
    (Other, &["object object"]),
    (
        CommentPrompt,
        &[
            "be the first to comment",
            "comment on this story",
            "have your say",
            "send us your comments",
            "comment on this article",
            "log in or sign up to leave a comment",
            "discuss this story in the forum",
            "discuss this article in the forum",
        ],
    ),
    (
        Share,
        &[
            "copy link", "link copied", "share this", "share this article", "kindly share this story",
            "kindly share this post", "teilen", "artikel teilen", "partager", "compartir", "partilhar",
            "condividi", "dela artikeln", "deel dit artikel", "udostępnij", "paylaş", "この記事をシェア",
            "シェアする", "شارك المقال", "شارك الخبر",
        ],
    ),
    // Posts of others.
    (
        Other,
        &[
            "view this post on instagram",
            "see this post on instagram",
            "view this post on threads",
            "sehen sie sich diesen beitrag auf instagram an",
            "sieh dir diesen beitrag auf instagram an",
            "voir cette publication sur instagram",
            "ver esta publicación en instagram",
            "visualizza questo post su instagram",
            "ver essa foto no instagram",
            "giphy.com",
            "via giphy",
        ],
    ),
    (
        Advertisement,
        &[
            "advertisement - story continues below",
            "sponsor message",
            "advertisement",
            "ad feedback",
            "paid partner content",
            "paid post",
            "video ad feedback",
            "sponsored",
            "anzeige",
            "publicité",
            "publicidad",
            "reklama",
            "reklam",
            "إعلان",
        ],
    ),
    (
        Promo,
        &[
            "support local journalism", "support independent journalism", "support our journalism",
            "support our work", "support nonprofit news", "for subscribers only", "subscribers only",
            "subscriber exclusive", "subscriber-only content", "disclosure statement",
        ],
    ),
    (Related, &RELATED),
];

/// Lines that begin so, each with the most words that it has.
const STARTS: &Starts = &[
    (
        Other,
        45,
        &[
            "we use cookies to ",
            "we and our partners use cookies",
            "this site uses cookies",
            "this website uses cookies",
        ],
    ),
    (
        Promo,
        16,
        &[
            "follow us on facebook", "follow us on instagram", "follow us on twitter", "like us on facebook",
            "suivez-nous sur ", "folgen sie uns auf ", "síguenos en ", "seguici su ", "volg ons op ",
        ],
    ),
    (
        Advertisement,
        9,
        &[
            "dalsza część tekstu pod ",
            "dalsza część artykułu pod ",
            "weiterlesen nach der anzeige",
            "nach der anzeige weiterlesen",
            "artikel wird nach der anzeige fortgesetzt",
            "la suite après la publicité",
            "la suite après cette publicité",
            "la suite de l'article après la publicité",
            "continúa después de la publicidad",
            "continúa tras la publicidad",
            "la noticia continúa después de la publicidad",
            "continua dopo la pubblicità",
            "l'articolo continua dopo la pubblicità",
            "la notizia continua dopo la pubblicità",
            "continua depois da publicidade",
            "continua após a publicidade",
            "tekst loopt door onder de advertentie",
            "artikel gaat verder onder de advertentie",
            "lees verder onder de advertentie",
            "artikeln fortsätter under annonsen",
            "artikkelen fortsetter under annonsen",
            "saken fortsetter under annonsen",
            "artiklen fortsætter under annoncen",
            "artiklen fortsætter efter annoncen",
            "haberin devamı reklamdan sonra",
        ],
    ),
    (Promo, 60, &["this website and associated newspapers adhere to ", "the comments posted here"]),
    // Of archives, of programs that write.
    (
        Other,
        40,
        &[
            "this is an archived article and ",
            "this article was generated automatically",
            "this story was generated automatically",
            "results were accurate at time of publication",
            "this is ai generated summar",
            "this is an ai generated summar",
            "this is an ai-generated summar",
            "this review is the subjective opinion ",
            "this response is the subjective opinion ",
        ],
    ),
    // What readers may write, and where they live.
    (
        CommentPrompt,
        70,
        &[
            "please include a contact number if you are willing to ",
            "please don't write in block capitals",
            "please do not write in block capitals",
            "if readers wish to report offensive comments",
            "we invite you to use our commenting platform",
            "we welcome your thoughts and questions about this ",
            "comments powered by ",
        ],
    ),
    (CommentPrompt, 3, &["reader comments", "readers' comments"]),
    (Navigation, 12, &["powered by roar ", "powered by google "]),
    (
        Newsletter,
        50,
        &[
            "we use your sign-up to provide content ",
            "when you subscribe we will use the information you provide ",
        ],
    ),
    (Promo, 16, &["find out what's going on near you by ", "find out what's happening near you by "]),
    (Newsletter, 16, &["simply sign up to the "]),
    (
        Promo,
        60,
        &[
            "support local journalism by ",
            "your tax deductible gift ",
            "your tax-deductible gift ",
            "your tax-deductible donation ",
            "this newspaper has been a central part of community life ",
            "get live stock prices from ",
            "most news outlets make their money through advertising ",
            "already a print subscriber?",
        ],
    ),
    (Promo, 4, &["follow us @", "original url: ", "permalink: ", "webmaster: ", "hit counter: "]),
    (Related, 9, &["click here for more", "click here for the latest "]),
    (Byline, 20, &["medically reviewed by ", "fact checked by "]),
    (
        CommentPrompt,
        50,
        &[
            "comments on this article are ",
            "comments on this piece are ",
            "comments on this story are ",
            "the opinions expressed in reader comments are ",
            // The rules of a program that many papers run.
            "keep it clean. please avoid obscene",
            "don't threaten or abuse. ",
            "don't threaten. threats of harming ",
            "be truthful. don't knowingly lie ",
            "be nice. no racism, sexism",
            "be proactive. use the 'report' link",
            "share with us. we'd love to hear ",
        ],
    ),
    (Advertisement, 30, &["advertorial] ", "advertorial: ", "sponsored] ", "sponsored: "]),
    (
        Promo,
        60,
        &[
            "we have a small favour to ask",
            "if you can, please consider supporting us",
            "unlock unlimited access to ",
            "with some online platforms blocking access to the journalism ",
        ],
    ),
    (Newsletter, 45, &["if you liked this story, sign up ", "if you enjoyed this story, sign up "]),
    (
        Navigation,
        40,
        &[
            "you can use the buttons below to amend your preferences",
            "to view this video please enable javascript",
            "add articles to your saved list ",
            "click the alert icon to follow ",
            "skip next section ",
            "this page was last edited ",
        ],
    ),
    (
        Copyright,
        40,
        &["this work is licensed under a creative commons", "text is available under creative commons"],
    ),
    (Advertisement, 14, &["this advertisement has not loaded yet"]),
    (Caption, 60, &["file photo: "]),
    (Navigation, 12, &["scroll down for the rest of ", "scroll down to continue "]),
    (Related, 4, &["popular on "]),
    (Related, 12, &["click here to read more ", "veja mais notícias d"]),
    (Promo, 24, &["clique aqui e entre no grupo", "clique aqui e participe do grupo"]),
    (Promo, 30, &["our stories may be republished ", "our articles may be republished "]),
    (Related, 15, &["watch below: ", "watch now: ", "watch live: ", "watch the video: "]),
    (Related, 4, &["watch the full story", "watch the full report"]),
    (
        Newsletter,
        45,
        &[
            "by signing up, i agree",
            "by signing up, you agree",
            "by signing up you agree",
            "by signing up, you will receive",
            "by signing up, you acknowledge",
            "by subscribing, you agree",
            "by subscribing you agree",
            "by registering, you agree",
            "by clicking sign up",
            "by clicking subscribe",
            "by submitting your email",
            "by entering your email",
            "by providing your email",
            "this site is protected by recaptcha",
            "this form is protected by recaptcha",
        ],
    ),
    (
        Navigation,
        16,
        &[
            "your browser does not support the ",
            "your browser does not support html",
            "your browser does not support iframes",
            "your browser does not support this ",
            "your browser doesn't support ",
            "please enable javascript",
            "please turn on javascript",
            "enable javascript to ",
            "you need to enable javascript",
            "you need javascript ",
            "javascript is disabled",
            "javascript is required",
            "to play this video you need ",
            "ihr browser unterstützt ",
            "dein browser unterstützt ",
            "votre navigateur ne ",
            "su navegador no ",
            "tu navegador no ",
            "il tuo browser non ",
            "seu navegador não ",
        ],
    ),
    (
        Navigation,
        12,
        &[
            "app users: ", "app users, ", "viewing on the app? ", "on mobile? ", "can't see the video? ",
            "click here to watch", "click here to view", "click here to listen", "tap here to watch",
            "tap here to view", "hear this story read ",
        ],
    ),
    (
        Navigation,
        20,
        &[
            "this audio is auto-generated",
            "this audio is generated ",
            "this audio was generated ",
            "this article is read by an automated",
        ],
    ),
    (
        Promo,
        12,
        &[
            "already a subscriber? log in",
            "already a subscriber? sign in",
            "already a member? log in",
            "already a member? sign in",
            "already subscribed? log in",
            "already have an account? log in",
            "already have an account? sign in",
            "not a subscriber?",
            "not a subscriber yet?",
        ],
    ),
    (
        Promo,
        24,
        &[
            "this article is for subscribers",
            "this story is for subscribers",
            "this content is for subscribers",
            "this article is exclusive to subscribers",
            "this story is available exclusively to ",
            "this article is only available to subscribers",
            "to continue reading, ",
            "to keep reading, ",
            "to read the full story, ",
            "to read the full article, ",
            "subscribe to continue reading",
            "subscribe to keep reading",
            "subscribe to read ",
            "subscribe now to read ",
            "register to continue reading",
            "sign in to continue reading",
            "log in to continue reading",
            "create a free account to ",
            "create an account to continue",
            "you've reached your free article limit",
            "you have reached your free article limit",
            "you've reached your limit of free articles",
            "you have reached your limit of free articles",
            "dieser artikel ist exklusiv für abonnent",
            "cet article est réservé aux abonnés",
            "article réservé aux abonnés",
            "contenido exclusivo para suscriptores",
            "questo articolo è riservato agli abbonati",
            "conteúdo exclusivo para assinantes",
        ],
    ),
    (
        Promo,
        30,
        &[
            "to send flowers to the family",
            "to plant a memorial tree",
            "to plant a beautiful memorial tree",
            "to plant trees in memory",
            "to order memorial trees",
        ],
    ),
    (
        Promo,
        36,
        &[
            "when you purchase through links on our site",
            "when you buy through links on our site",
            "if you purchase through links on our site",
            "if you buy something through our links",
            "if you buy something through a link on this page",
            "if you purchase something through our links",
        ],
    ),
    (
        Promo,
        30,
        &[
            "republish this article for free",
            "republish this story for free",
            "republish our articles for free",
            "republish our stories for free",
        ],
    ),
    (
        Credit,
        12,
        &[
            "featured image by ", "featured image: ", "featured photo by ", "cover image by ",
            "cover photo by ", "header image by ", "top image: ", "lead image: ",
        ],
    ),
];

/// And these near the end of an article alone.
const TAIL_STARTS: &Starts = &[
    (Navigation, 16, &["topics: ", "categories: ", "category: ", "keywords: ", "more about: ", "posted in "]),
    (
        Promo,
        60,
        &[
            "disclaimer: the views expressed are ",
            "disclaimer: the views expressed in this ",
            "disclaimer: the opinions expressed are ",
            "disclaimer: the opinions expressed in this ",
            "the views expressed in this article are ",
            "the views expressed in this piece are ",
            "the views expressed here are ",
            "the opinions expressed in this article are ",
            "the opinions expressed here are ",
            "advertiser disclosure",
            "affiliate disclosure",
        ],
    ),
    (
        Promo,
        30,
        &[
            "this story was produced with support from ",
            "this article was produced with support from ",
            "this story was supported by ",
            "this report was supported by ",
            "this article was supported by ",
            "reporting for this story was supported by ",
        ],
    ),
    (Other, 40, &["平台声明"]),
    (Byline, 8, &["责任编辑", "編集:", "edited by: "]),
    (Byline, 7, &["english version by ", "japanese original by ", "translated by ", "translation by "]),
    (Other, 14, &["information from: "]),
    (
        Promo,
        30,
        &[
            "read the original article on ",
            "the original print version of this article ",
            "rate us on apple",
            "this story contains information from ",
            "this segment aired on ",
            "this article appeared in the ",
            "this article appears in the ",
        ],
    ),
    (Promo, 24, &["thanks for reading ", "thank you for reading "]),
    (Other, 16, &["contact us at ", "email us at ", "contact the newsroom at ", "contact the author at "]),
];

/// Says what a line is that a page's program left, if any. `open` is the line folded, from its first letter or digit on.
pub fn of(line: &Line, open: &str, at_end: bool) -> Option<RemovedReason> {
    let bare = open.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '+');
    // Rules for readers are numbered.
    let unnumbered = open.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let starts = |list: &Starts| {
        begins_like(list, line.words, open).or_else(|| begins_like(list, line.words, unnumbered))
    };
    let listed = is_one_of(WHOLE, bare).or_else(|| starts(STARTS));
    if listed.is_some() {
        return listed;
    }
    let found = consent(line)
        .or_else(|| republication(line))
        .or_else(|| disclosure(line))
        .or_else(|| syndication(line, open))
        .or_else(|| call(line, open))
        .or_else(|| letter(line, bare))
        .or_else(|| wall(line, bare))
        .or_else(|| appeal(line))
        .or_else(|| house_rule(line, open))
        .or_else(|| embedded(line, open))
        .or_else(|| caption(line))
        .or_else(|| player(line, bare))
        .or_else(|| elsewhere(line, bare))
        .or_else(|| tool(line, bare))
        .or_else(|| below(line, bare))
        .or_else(|| source(line))
        .or_else(|| offers::of(line, open, bare, at_end))
        .or_else(|| owner(line))
        .or_else(|| counts(line, bare))
        .or_else(|| heads_related(line, bare).then_some(Related))
        .or_else(|| converse(line, bare));
    let found = found.or_else(|| made_by(line)).or_else(|| dated(line, open));
    if found.is_some() || !at_end {
        return found;
    }
    starts(TAIL_STARTS)
        .or_else(|| contact(line, open))
        .or_else(|| first_published(line, open))
        .or_else(|| closing(line, open))
        .or_else(|| address_of_writer(line))
        .or_else(|| asks_by_mail(line))
}

/// Says whether a line heads links to other articles by where they are from: "Latest articles from the Harbour Post".
pub fn heads_related(line: &Line, bare: &str) -> bool {
    const MAX_WORDS: usize = 8;
    const STARTS: [&str; 9] = [
        "more must-reads from ", "latest articles from ", "latest stories from ", "more stories from ",
        "most read from ", "read more from ", "related stories from ", "top headlines from ",
        "top stories from ",
    ];
    let ends = line.ends_sentence && !line.text.ends_with(':');
    line.words <= MAX_WORDS && !ends && STARTS.iter().any(|start| bare.starts_with(start))
}

/// Says whether a line is what a network counts of a post, and nothing else: "12 Retweets 41 Likes", "85% Upvoted".
fn counts(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 6;
    const COUNTED: [&str; 10] = [
        "like", "likes", "retweet", "retweets", "repost", "reposts", "share", "shares", "upvoted", "upvotes",
    ];
    let mut words = bare.split(' ');
    let number = |word: &str| {
        let digits = word.trim_end_matches(['%', 'k']);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    let mut pairs = 0;
    while let Some(word) = words.next() {
        if !number(word) || !words.next().is_some_and(|word| COUNTED.contains(&word)) {
            return None;
        }
        pairs += 1;
    }
    (pairs > 0 && line.words <= MAX_WORDS && !line.ends_sentence).then_some(Other)
}

/// Says whether a line asks readers to say something below: "Would you move? Join the conversation below."
fn converse(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 30;
    const ENDS: [&str; 4] = [
        "join the conversation below", "join the conversation", "voice your views here",
        "join the discussion below",
    ];
    (line.words <= MAX_WORDS && ENDS.iter().any(|end| bare.ends_with(end))).then_some(CommentPrompt)
}

/// Says whether a line says whose a picture is, the house in capitals or the one that it was taken for: "Ada Holm / HARBOUR
/// POST", "Ada Holm/Special to the Post", "Illustration: Ada Holm for the Post", "— Photo by A. Holm".
fn owner(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 10;
    const LABELS: [&str; 10] = [
        "photo by ", "staff photo by ", "photo: ", "photos: ", "pic: ", "picture: ", "illustration: ",
        "illustration by ", "illustrations by ", "photograph by ",
    ];
    if line.words > MAX_WORDS || line.ends_sentence {
        return None;
    }
    let text = line.text.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches([')', ']', ' ']);
    let label = LABELS.iter().find_map(|label| {
        text.get(..label.len()).filter(|begin| begin.eq_ignore_ascii_case(label))?;
        text.get(label.len()..)
    });
    if let Some(name) = label {
        let name = name.split([',', '/', '|']).next().unwrap_or(name);
        let name = name.split_once(" for ").map_or(name, |(name, _)| name).trim();
        return is_person(name).then_some(Credit);
    }
    let (name, house) = text.rsplit_once('/').map(|(name, house)| (name.trim(), house.trim()))?;
    let special = house.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("special to "));
    (is_person(name) && (special || is_shouted(house))).then_some(Credit)
}

/// Says whether words are the name of a house in capitals: "HARBOUR POST", "PNP".
fn is_shouted(house: &str) -> bool {
    const LEAST: usize = 3;
    let capitals = house.chars().filter(|c| c.is_uppercase()).count();
    capitals >= LEAST && !house.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// Says whether a line says where to reach who wrote the text, after their name: "— Reporter Ada Holm: ada@post.example".
fn address_of_writer(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 14;
    let reached = line.text.contains('@') || line.marks.digits >= 7;
    let text = line.text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = text.split_once(": ").map(|(name, _)| name);
    let enclosed = line.text.starts_with("((") && line.text.contains('@');
    let named = name.is_some_and(|name| is_person(without_role(name)));
    (line.words <= MAX_WORDS && (enclosed || reached && named)).then_some(Promo)
}

/// Says whether a line asks readers to write to those who made the text: "Do you know more? Email us at desk@post.example",
/// "If you have a tip, contact our newsdesk on 555 0144 or mail desk@post.example".
fn asks_by_mail(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 45;
    const STARTS: [&str; 7] = ["do you ", "have you ", "if you ", "got a ", "have a ", "have an ", "send "];
    const ASKS: [&str; 5] = ["email", "e-mail", "contact", "send ", "write to"];
    let open = line.folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let has = |needle: &str| line.folded.contains(needle);
    let asks = line.text.contains('@')
        && STARTS.iter().any(|start| open.starts_with(start))
        && ASKS.iter().any(|ask| has(ask));
    (line.words <= MAX_WORDS && asks && !line.marks.quoted).then_some(Promo)
}

/// Says whether a line tells others how they may print the text: "Our stories may be republished online or in print under
/// Creative Commons licence."
fn republication(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 60;
    let has = |needle: &str| line.folded.contains(needle);
    let free = has("stories may be republished") || has("articles may be republished");
    (line.words <= MAX_WORDS && free && has("creative commons")).then_some(Promo)
}

/// Says whether a line tells that nobody at the house wrote the text: "This story has not been edited by our staff and is
/// auto-generated from a syndicated feed.", and when an agency first published it.
fn syndication(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 50;
    let has = |needle: &str| open.contains(needle);
    let fed = has("syndicated feed") && (has("auto-generated") || has("has not been edited"));
    let first = line.words <= 16 && open.starts_with("this report by ") && has(" was first published ");
    (line.words <= MAX_WORDS && (fed || first)).then_some(Promo)
}

/// Says whether a line declares what those who wrote the text, or the house, have to do with it: "Ada Holm does not work for,
/// consult, own shares in or receive funding from any company …", "DISCLAIMER: The views … do not necessarily reflect …"
fn disclosure(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 70;
    let has = |needle: &str| line.folded.contains(needle);
    let works =
        has("does not work for, consult, own shares in") || has("do not work for, consult, own shares in");
    let funds = has(" provides funding as a founding partner") || has(" provides funding as a member of ");
    let views =
        line.folded.starts_with("disclaimer") && has("necessarily") && (has("views") || has("opinions"));
    let welcomes = has("we welcome outside contributions");
    let external = has("is not responsible for the content of external ");
    let models = has("parent company, has a global deal to allow ");
    let paid = has("receives support from ") && has(" solely responsible for all content");
    (line.words <= MAX_WORDS && (works || funds || views || paid || models || welcomes || external))
        .then_some(Promo)
}

/// Says whether a line asks readers to write, to answer or to pay: "We want to hear from people in Town. Fill out our form.",
/// "Get in touch with our news team by emailing us at …", "You're reading a free issue. Upgrade to get all of them."
fn call(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 40;
    let has = |needle: &str| open.contains(needle);
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    let hears = starts(&["we want to hear from ", "we'd like to hear from "])
        && (has("our questionnaire") || has("our form") || has("this form") || has("our survey"));
    let mails = starts(&["get in touch with our ", "contact our news team"]) && line.text.contains('@');
    let issue = starts(&["you're reading a free ", "you are reading a free "])
        && (has("upgrade") || has("subscribe") || has("sign up"));
    let newsroom = has("is a nonprofit newsroom") && (has("sign up") || has("newsletter"));
    let told = starts(&[
        "do you have a story?", "have you got a story?", "have you been affected?", "are you affected by ",
    ]) && (line.text.contains('@')
        || has("email us")
        || has("call our news")
        || has("get in touch")
        || has("contact us"));
    let follows = line.words == 2 && open.starts_with("follow @");
    (line.words <= MAX_WORDS && (hears || mails || issue || newsroom || told || follows)).then_some(Promo)
}

/// Says whether a last line goes to readers alone: "More NBA: https://…", "Stay with us online and on air for updates to this
/// developing story.", "Letters to the editor should be 200 words or fewer …", "(AFP)", "Copyright Harbour Post."
fn closing(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 45;
    const MAX_LABEL: usize = 6;
    const MAX_CLAIM: usize = 5;
    const SHORT: usize = 24;
    if line.words > MAX_WORDS {
        return None;
    }
    let text = line.text.trim();
    let has = |needle: &str| open.contains(needle);
    let address = |rest: &str| {
        let web = |word: &str| word.starts_with("https://") || word.starts_with("http://");
        rest.split(' ').all(|word| web(word) || word == "and") && web(rest)
    };
    let label = ["More ", "AP ", "Follow "].iter().any(|label| text.starts_with(label));
    let coverage = has("click here to read our ") && has(" coverage")
        || open.starts_with("follow ") && has("'s full coverage of ");
    let followed = ["him", "her", "them", "me"].iter().any(|who| has(&format!("follow {who} on twitter")));
    let leads = coverage
        || followed
        || label && line.words <= MAX_LABEL && text.split_once(": ").is_some_and(|(_, rest)| address(rest));
    let stays = open.starts_with("stay with ") && has("updates") && line.words <= SHORT;
    let letters = ["letters to the editor should ", "letters to the editor must ", "letters should be "];
    let letters = letters.iter().any(|start| open.starts_with(start)) && (has("words") || text.contains('@'));
    if leads || stays || letters {
        return Some(Promo);
    }
    // "(Updates with comment of the mayor in fifth paragraph.)"
    let changed =
        ["(Updates ", "(Adds ", "(Recasts ", "(Corrects "].iter().any(|start| text.starts_with(start));
    if changed && text.ends_with(')') {
        return Some(Other);
    }
    // "Published in Harbour Post, June 20th, 2025"
    let printed = text.starts_with("Published in ") && line.words <= MAX_LABEL + 2;
    if printed && written_date(text).is_some() {
        return Some(Dateline);
    }
    let idea = open.starts_with("to contact ") && text.contains('@');
    let ordered = has(" to order a copy ") && [" call ", " go to ", " visit "].iter().any(|how| has(how));
    if idea || ordered {
        return Some(Promo);
    }
    if is_agency(text) {
        return Some(Credit);
    }
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let claims = text.starts_with("Copyright ") && text.split_whitespace().all(capital);
    let dated = ["copyright 19", "copyright 20", "copyright ©"].iter().any(|claim| has(claim));
    let foot = dated && line.words <= SHORT && text.contains('|');
    (claims && line.words <= MAX_CLAIM || foot).then_some(Copyright)
}

/// Says whether a line is an agency's sign and nothing else: "(AFP)", "- SAPA", "— Reuters".
fn is_agency(text: &str) -> bool {
    const SIGNS: [&str; 38] = [
        "ritzau", "Ritzau", "NTB", "STT", "BNS", "LETA", "ČTK", "TASR", "SITA", "MTI", "Tanjug", "Hina",
        "BTA", "ANP", "Belga", "UPI", "Xinhua", "Kyodo", "Antara", "Bernama", "AAP", "PAP", "AFP", "AP",
        "EFE", "DPA", "dpa", "PTI", "ANI", "IANS", "SAPA", "ANSA", "LUSA", "Lusa", "APA", "TASS", "Reuters",
        "REUTERS",
    ];
    let bare =
        text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '-' | '–' | '—' | '/' | '.' | ' '));
    SIGNS.contains(&bare)
}

/// Drops what a page states for programs and shows all the same: times to the second, addresses of pictures, and, where there are
/// several, the short lines among them, which are names and titles.
pub fn drop_stated(lines: &mut [Line], keeps: &mut [bool]) {
    const SEVERAL: usize = 3;
    /// So many lines at most stand between two of them, and above the first.
    const BETWEEN: usize = 5;
    let stated: Vec<usize> = (0..lines.len()).filter(|&at| is_stated(&lines[at].text)).collect();
    for &at in &stated {
        if keeps[at] {
            (keeps[at], lines[at].reason) = (false, Some(Other));
        }
    }
    let Some(&first) = stated.first().filter(|_| stated.len() >= SEVERAL) else { return };
    let pairs = stated.windows(2).map(|pair| pair[0] + 1..pair[1]);
    let above = first - (0..first).rev().take(BETWEEN).take_while(|&at| !lines[at].ends_sentence).count();
    for among in pairs.chain(std::iter::once(above..first)).filter(|among| among.len() <= BETWEEN) {
        for at in among {
            if keeps[at] && !lines[at].ends_sentence {
                (keeps[at], lines[at].reason) = (false, Some(Other));
            }
        }
    }
}

/// Says whether a line is nothing but a time as programs write it, "2024-05-03T09:12:00+01:00", or the address of a picture.
fn is_stated(text: &str) -> bool {
    const PICTURES: [&str; 6] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"];
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return false;
    }
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let time =
        digits(0..4) && digits(5..7) && digits(8..10) && text.get(10..11) == Some("T") && digits(11..13);
    let address = text.starts_with("https://") || text.starts_with("http://");
    time || address && PICTURES.iter().any(|picture| text.to_ascii_lowercase().ends_with(picture))
}

/// Says whether a line asks for consent to what is embedded: "To see this content, please accept cookies.", "Allow
/// Instagram content?"
fn consent(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 50;
    const SHOWN: [&str; 6] = [
        "this content", "this video", "content provided by", "this embed", "external content",
        "externen inhalt",
    ];
    const ASKED: [&str; 6] = ["accept", "allow", "enable", "consent", "permission", "akzeptier"];
    let has = |needle: &str| line.folded.contains(needle);
    let asked = has("cookie") && SHOWN.iter().any(|shown| has(shown)) && ASKED.iter().any(|ask| has(ask));
    let allows = line.words <= 5 && line.folded.starts_with("allow ") && line.folded.ends_with(" content?");
    let provided =
        has("content provided by") && has("permission") || has("content is provided by") && has("cookies");
    (line.words <= MAX_WORDS && (asked || provided) || allows).then_some(Other)
}

/// Says whether a line praises a letter and asks for an address: "Our newsletter has all the news of the day. Sign up here."
fn letter(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 50;
    let asks = ["sign up here", "sign up now", "sign up today", "subscribe here"]
        .iter()
        .any(|ask| bare.ends_with(ask));
    let asks = asks || bare.contains("you can sign up here");
    let praises = bare.starts_with("the ")
        && bare.contains(" newsletter is ")
        && [" get it ", " our guide ", "sign up"].iter().any(|offer| bare.contains(offer));
    let selects = bare.ends_with("favourite stories in this weekly newsletter");
    (line.words <= MAX_WORDS && (asks && bare.contains("newsletter") || praises || selects))
        .then_some(Newsletter)
}

/// Says whether a line counts what may be read for nothing: "You have 2 free articles left this month."
fn wall(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 16;
    let told = ["you have ", "you've ", "this is your "].iter().any(|told| bare.starts_with(told));
    let counted = bare.contains("free article") || bare.contains("free stories");
    let required = bare.contains(" article") && bare.contains(" require") && bare.ends_with(" subscription");
    (line.words <= MAX_WORDS && (told && counted || required)).then_some(Promo)
}

/// Says whether a line asks for money for those who wrote it: "If you value our journalism, please consider making a
/// donation today."
fn appeal(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 60;
    const MAX_TITLE: usize = 9;
    const OURS: [&str; 4] = ["our journalism", "our reporting", "our newsroom", "our nonprofit newsroom"];
    const ASKED: [&str; 11] = [
        "subscribe from ", "support our ", "donat", "readers like you", "your support", "support us",
        "become a member", "becoming a member", "make a gift", "please consider", "your contribution",
    ];
    let has = |needle: &str| line.folded.contains(needle);
    let asks = OURS.iter().any(|ours| has(ours)) && ASKED.iter().any(|asked| has(asked));
    let funded = has("support our work") && ["donors", "donation", "patreon"].iter().any(|by| has(by));
    let edited = has("write to us at ") && has("we reserve the right to edit");
    let believes = has("we ") && has("believe") && has("journalism") && has("accessible");
    // "Support the Harbour Post's journalism of record", "Will you support our reporting?"
    let titled = line.words <= MAX_TITLE
        && has("journalism")
        && (line.folded.starts_with("support ") && !line.ends_sentence
            || line.folded.starts_with("will you support "));
    (line.words <= MAX_WORDS && (asks || believes || funded || edited) || titled).then_some(Promo)
}

/// Says whether a line is a rule of what readers may write: "Please understand that comments are moderated."
fn house_rule(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 60;
    const STARTS: [&str; 6] =
        ["we welcome ", "we ask that ", "please ", "all comments ", "comments are ", "we reserve the right "];
    const RULED: [&str; 7] = ["moderat", "civil", "offensive", "libel", "abus", "published", "respectful"];
    let unnumbered = open.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let has = |words: &[&str]| words.iter().any(|word| open.contains(word));
    let rules = STARTS.iter().any(|start| unnumbered.starts_with(start)) && has(&["comment"]) && has(&RULED);
    (line.words <= MAX_WORDS && rules).then_some(CommentPrompt)
}

/// Says whether a line is what is left of a post that a page embeds: "A post shared by Ada Holm (@adaholm)".
fn embedded(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 14;
    const SHARED: [&str; 5] = [
        "a post shared by ", "a photo posted by ", "a video posted by ", "ein beitrag geteilt von ",
        "une publication partagée par ",
    ];
    let shared = line.text.contains('@') && SHARED.iter().any(|shared| open.starts_with(shared));
    let picture = line.words == 1 && open.starts_with("pic.twitter.com/");
    (line.words <= MAX_WORDS && shared || picture).then_some(Other)
}

/// Says whether a line is a caption with its credit, or the foot of a chart: "The mill in May. (Ada Holm/Harbour Post)", "The
/// mill in May. Photo courtesy of Ada Holm", "Note: … Created with Datawrapper".
fn caption(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 36;
    const CREDITS: [&str; 9] = [
        ". photo courtesy of ", ". image courtesy of ", ". courtesy of ", ". photograph by ", ". photo by ",
        ".credit: ", " - credit: ", ".image credits: ", ". image credits: ",
    ];
    const LABELS: [&str; 7] = ["photo credit", "photo", "photos", "picture", "pictures", "image", "foto"];
    const MADE: [&str; 3] = ["created with datawrapper", "made with flourish", "map data ©"];
    let has = |needle: &str| line.folded.contains(needle);
    let alone = ["(photo: ", "(image: ", "(photo by "].iter().any(|label| line.folded.starts_with(label));
    let label = |label: &str| LABELS.iter().any(|known| label.eq_ignore_ascii_case(known));
    let inside = line.folded.trim_end_matches('.').strip_suffix(')');
    let inside = inside.and_then(|text| Some(text.rsplit_once('(')?.1));
    let labelled = inside.is_some_and(|inside| {
        let labels = ["photo: ", "photo by ", "foto: ", "picture: ", "pic: ", "image: ", "credit: ", "© "];
        // "(Harbour Post photo)"
        let whose = inside.strip_suffix(" photo").is_some_and(|whose| whose.split(' ').count() <= 3);
        whose || labels.iter().any(|label| inside.starts_with(label))
    });
    // "(Ada Holm / For The Harbour Post)"
    let parted = line.text.strip_suffix(')').and_then(|text| text.rsplit_once(" / "));
    let apart = parted.is_some_and(|(words, house)| {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let whose = words.rsplit_once('(');
        house.split(' ').all(capital)
            && whose.is_some_and(|(words, name)| ends_sentence(words) && is_person(name))
    });
    let whose = line.text.split_once(": ").filter(|(whose, _)| label(whose));
    let named = whose.is_some_and(|(_, name)| is_person(name) || is_agency(name));
    if alone && line.words <= 8 && line.text.ends_with(')') || named {
        return Some(Credit);
    }
    let parts = line.text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    // "The mill in May. (Ada Holm)", "The mill in May. © 2024 Ada Holm"
    let signed_off = parts.is_some_and(|(words, name)| {
        words.trim_end().ends_with('.') && is_person(name) && is_given(name) && line.words <= MAX_WORDS / 2
    });
    let claimed = line.text.rsplit_once(". © ").is_some_and(|(_, owner)| owner.split(' ').count() <= 6);
    // "The mill in May. Ada Holm / Harbour Post"
    let beside =
        line.text.rsplit_once(" / ").and_then(|(words, house)| Some((words.rsplit_once(". ")?.1, house)));
    let beside = beside.is_some_and(|(name, house)| {
        is_person(name)
            && house.split(' ').count() <= 4
            && house.split(' ').all(|word| word.starts_with(char::is_uppercase))
    });
    let credited = parts.is_some_and(|(words, inside)| {
        let of_person =
            |(name, house): (&str, &str)| is_person(name) && !house.starts_with(' ') && !name.ends_with(' ');
        let turned = |parts: (&str, &str)| of_person(parts) || of_person((parts.1, parts.0));
        let whose = ends_sentence(words) && inside.split_once('/').is_some_and(turned);
        whose || inside.starts_with("PRNewsfoto/")
    });
    // "The mill in May. [Ada Holm/HNN]", "The mill in May. ADA HOLM/HARBOUR POST"
    let framed = line.text.strip_suffix(']').and_then(|text| text.rsplit_once(". ["));
    let framed = framed.and_then(|(_, whose)| whose.split_once('/')).is_some_and(|(name, _)| is_person(name));
    let shouted = line.text.rsplit_once(". ").and_then(|(_, whose)| whose.split_once('/'));
    let shouted = shouted.is_some_and(|(name, house)| {
        is_person(name.trim()) && !name.contains(char::is_lowercase) && is_shouted(house)
            || name.len() > 1 && !name.contains(char::is_lowercase) && is_person(house.trim())
    });
    // "The mill in May. HARBOUR POLICE"
    let owned = line.text.rsplit_once(". ").is_some_and(|(words, owner)| {
        let told = words.split(' ').count() >= 4
            && words.ends_with(char::is_lowercase)
            && !words.contains(['“', '"']);
        told && line.words <= MAX_WORDS / 2 && is_shouted(owner) && owner.split(' ').count() <= 3
    });
    let ends = [
        ". Picture: ", ". Image: ", ". Photo: ", ". Photograph: ", ". Foto: ", ".Credit...", ". Credit...",
        ".Credit:", ". Credit: ", ". All photographs by ", ". Photographs by ",
    ];
    let person = |name: &str| {
        let name = name.split(['/', ',']).next().unwrap_or(name);
        is_person(name.split_once(" for ").map_or(name, |(name, _)| name).trim())
    };
    let signed = ends.iter().filter_map(|end| line.text.rsplit_once(end)).any(|(_, name)| person(name));
    // "The mill in May. (Harbour News: Ada Holm)"
    let housed =
        inside_wide(&line.text).and_then(|inside| inside.split_once(": ")).is_some_and(|(house, name)| {
            let capital = |word: &str| word.starts_with(char::is_uppercase);
            let short = house.split(' ').count() <= 4 && house.split(' ').all(capital);
            short && is_person(name) && !line.marks.quoted
        });
    // "The mill in May | foto: Ada Holm, Harbour Post", "消防人員到場灌救。（記者林芷晴攝）"
    let barred = ["| foto: ", "| foto ", "| fotó: ", "| photo: ", "| фото: "].iter().any(|mark| has(mark));
    let taken = inside_wide(&line.text).is_some_and(|inside| inside.ends_with(['攝', '摄', '撮']));
    let found = credited
        || barred && !line.ends_sentence
        || taken
        || owned
        || housed
        || signed_off
        || claimed
        || beside
        || framed
        || shouted
        || labelled
        || signed
        || apart
        || CREDITS.iter().any(|credit| has(credit))
        || MADE.iter().any(|made| has(made));
    (line.words <= MAX_WORDS && found).then_some(Caption)
}

/// Returns what stands in the brackets, be they wide ones, that a line ends with.
fn inside_wide(text: &str) -> Option<&str> {
    let (inside, open) = match text.trim_end_matches('。').strip_suffix('）') {
        Some(rest) => (rest, '（'),
        None => (text.strip_suffix(')')?, '('),
    };
    inside.rsplit_once(open).map(|(_, inside)| inside)
}

/// Says whether a line announces what is to be seen or heard: "WATCH: A ferry in the storm", "NEWYou can now listen to our
/// articles!"
fn player(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 15;
    const LABELS: [&str; 5] = ["WATCH:", "WATCH |", "LISTEN:", "LISTEN |", "WATCH ABOVE:"];
    let labelled = LABELS.iter().any(|label| line.text.starts_with(label)) && !line.text.ends_with('.');
    let read = bare.contains("you can now listen to ") && bare.ends_with(" articles");
    (line.words <= MAX_WORDS && (labelled || read)).then_some(Related)
}

/// Says whether a line leads to where else there is something of those who wrote it: "Follow the Post on Google News", "Get the
/// app: App Store Google Play", "Try our podcast, wherever you get your podcasts."
fn elsewhere(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 24;
    const SHORT: usize = 12;
    let has = |needle: &str| bare.contains(needle);
    let news = bare.starts_with("follow ") && bare.ends_with(" on google news")
        || bare.contains(" follow ") && bare.ends_with(" google news channel");
    let app = bare.starts_with("click here to get the ") && bare.ends_with(" app");
    let edition = bare.starts_with("now you can read the ") && has("epaper");
    let flash = has("flash top headlines ") && !line.ends_sentence || has("check out what's clicking on ");
    let stores = has("app store") && has("google play");
    let heard = has("our podcast") && has("wherever you get your podcasts");
    let short = line.words <= SHORT && (news || stores || app);
    (short || line.words <= MAX_WORDS && (heard || flash) || edition).then_some(Promo)
}

/// Says whether a line tells where a page or a picture stands, or what those who hear the page are told of a list: "Home /
/// News / Town", "Image 1 of 4", "1 of 9", "list 2 of 4Ferries cross again", "end of list".
fn tool(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 9;
    let path = ["home / ", "home > ", "home » ", "home › "].iter().any(|path| bare.starts_with(path));
    let words: Vec<&str> = bare.split(' ').take(MAX_WORDS).collect();
    let number = |word: &str| word.parse::<u32>().is_ok();
    let short = |word: &str| word.len() <= 3 && number(word);
    let digits = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
    let listed = match words[..] {
        ["list", "of", all, "items"] => number(all),
        ["list", at, "of", all, ..] => {
            number(at) && (1..=2).contains(&digits(all)) && digits(all) < all.len()
        }
        ["end", "of", "list"] => true,
        [at, "of", all] => short(at) && short(all),
        _ => false,
    };
    if listed && (!line.ends_sentence || line.text.ends_with('?')) {
        return Some(Navigation);
    }
    let counted = matches!(words[..], ["image" | "photo" | "slide" | "picture", at, "of", all] if number(at) && number(all));
    (line.words <= MAX_WORDS && path && !line.ends_sentence || counted).then_some(Navigation)
}

/// Says whether a line tells where on the page there is more: "READ MORE ON FERRIES", "WATCH THE FULL REPORT BELOW:",
/// "Slideshow ( 3 images )".
fn below(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 9;
    if line.words > MAX_WORDS || line.text.ends_with(['.', '?', '!']) {
        return None;
    }
    let topic = leads_to_topic(line);
    let film = bare.starts_with("watch the ") && bare.ends_with(" below");
    let count = bare.strip_prefix("slideshow").map(|rest| rest.trim_start_matches([' ', '(']));
    let slides = count.is_some_and(|count| count.starts_with(|c: char| c.is_ascii_digit()));
    match (topic || film, slides) {
        (true, _) => Some(Related),
        (false, true) => Some(Navigation),
        (false, false) => None,
    }
}

/// Says whether a line in capitals heads links to other articles: "READ MORE ON FERRIES".
pub fn leads_to_topic(line: &Line) -> bool {
    const MAX_WORDS: usize = 9;
    let shouts = line.words <= MAX_WORDS && !line.text.contains(char::is_lowercase);
    shouts && ["read more on ", "more on "].iter().any(|start| line.folded.starts_with(start))
}

/// Says what a box is by one of its lines, and whether that is its first one: "Paid content from Harbour Beds", "Newsletter
/// Sign-up", "Generated by AI", "We are a small, reader-funded newsroom."
pub fn names_box(line: &Line) -> Option<(RemovedReason, bool)> {
    const MAX_LABEL: usize = 8;
    const MAX_WORDS: usize = 60;
    let open = line.folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = open.trim_end_matches(|c: char| !c.is_alphanumeric());
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    let label = line.words <= MAX_LABEL && !line.ends_sentence;
    if label
        && (starts(&["paid content from ", "paid content by ", "sponsored by ", "sponsored content by "])
            || matches!(bare, "paid content" | "paid post" | "partner content" | "sponsored content"))
    {
        return Some((Advertisement, true));
    }
    if label && matches!(bare, "newsletter sign-up" | "newsletter signup" | "newsletter sign up") {
        return Some((Newsletter, true));
    }
    if label && starts(&["generated by ai", "summary generated by ai", "ai-generated summary", "ai summary"])
    {
        return Some((Other, false));
    }
    let has = |needle: &str| line.folded.contains(needle);
    let funded = ["reader-funded", "reader-supported", "funded by readers", "supported by readers"];
    let given = ["gift", "donat", "support us", "member", "contribut"];
    let asks = line.words <= MAX_WORDS
        && funded.iter().any(|funded| has(funded))
        && given.iter().any(|given| has(given));
    asks.then_some((Promo, false))
}

/// Says whether a line says whose a picture is, and nothing else: "(Ansa/Ada Holm)", "—Reuters/File", "fot. Ada Holm/PAP",
/// "Credit...Ada Holm".
fn source(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 8;
    const LABELS: [&str; 11] = [
        "foto:", "fotos:", "fot.", "fotoğraf:", "zdjęcie:", "bild:", "撮影：", "写真：", "写真:", "фото:",
        "фото :",
    ];
    const FILES: [&str; 5] = ["file", "files", "archive", "archiv", "archivo"];
    if line.words > MAX_WORDS || line.ends_sentence && !line.text.ends_with(')') {
        return None;
    }
    let text = line.text.trim();
    let agency = |part: &str| is_agency(part) || is_agency(&part.to_uppercase());
    let owner = |part: &str| is_person(part) || agency(part);
    let lower = text.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label));
    if let Some(rest) = label.and_then(|label| text.get(label.len()..)) {
        let named = rest.split('/').map(str::trim).all(owner);
        let signs = !rest.is_empty() && !rest.is_ascii() && !rest.contains(char::is_whitespace);
        return (named || signs).then_some(Credit);
    }
    if let Some(name) = text.strip_prefix("Credit...").or_else(|| text.strip_prefix("Credit…")) {
        return name.starts_with(char::is_uppercase).then_some(Credit);
    }
    let inside = [('(', ')'), ('[', ']')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    let bare = inside.unwrap_or(text.trim_start_matches(['-', '–', '—', ' ']));
    if inside.is_none() && bare.len() == text.len() {
        return None;
    }
    let (first, last) = bare.split_once('/')?;
    let (first, last) = (first.trim(), last.trim());
    let filed = FILES.contains(&last.to_lowercase().as_str());
    let enclosed = inside.is_some() && (is_person(first) || is_person(last));
    let named = agency(first) && (filed || is_person(last)) || is_person(first) && (agency(last) || filed);
    (named || enclosed).then_some(Credit)
}

/// Says whether a line is an address to write to, alone, after a label or after who wrote the text: "ada@post.example",
/// "Twitter: @ada".
fn contact(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 4;
    /// What mail addresses become where programs hide them.
    const HIDDEN: &str = "[email protected]";
    const LABELS: [&str; 7] = ["email:", "e-mail:", "mail:", "twitter:", "x:", "contact:", "instagram:"];
    let mailbox = |word: &str| word.contains('@') && word.contains('.') && !word.contains("://");
    let alone = line.words == 1 && mailbox(&line.text);
    // "ada@post.example, 555-0144 or Twitter @ada"
    let listed = line.words <= 2 * MAX_WORDS
        && line.text.split(' ').next().is_some_and(mailbox)
        && (line.marks.digits >= 7 || line.text.matches('@').count() > 1);
    let labelled = LABELS.iter().any(|label| open.starts_with(label));
    let reporter = line.text.contains(" 기자 ");
    let address = line.text.contains('@') || line.text.contains(HIDDEN);
    let few = line.words <= MAX_WORDS && (alone || labelled || reporter);
    (address && (few || listed)).then_some(Other)
}

/// Says whether a line tells when the text was published, and nothing else: "First published on May 3, 2024 / 9:12 AM".
fn first_published(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 14;
    const LABELS: [&str; 5] =
        ["first published", "originally published ", "last updated", "published on ", "updated on "];
    let labelled = LABELS.iter().any(|label| open.starts_with(label)) && !line.ends_sentence;
    (line.words <= MAX_WORDS && labelled && written_date(&line.text).is_some()).then_some(Dateline)
}

/// Says whether a line names who wrote a text and who took its pictures: "Words: Ada Holm. Pictures: Jo Rowe".
fn made_by(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 12;
    let both = line.text.starts_with("Words: ") && line.text.contains("ictures: ");
    let words = line.text.strip_prefix("Words by ").is_some_and(is_person);
    (line.words <= MAX_WORDS && (both || words)).then_some(Byline)
}

/// Says whether a line has the days that a text was published and changed, with their labels: "Updated: May 3, 2024 9:12 AM |
/// Originally published: May 2, 2024".
fn dated(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 18;
    let labelled =
        ["updated: ", "originally published: ", "posted: "].iter().any(|label| open.starts_with(label));
    let found =
        labelled && line.marks.digits >= 5 && !line.ends_sentence && written_date(&line.text).is_some();
    (line.words <= MAX_WORDS && found).then_some(Dateline)
}

/// Says whether a line tells who wrote a text: "Ada Holm is a freelance writer in Town." `authors` are those that are known.
pub fn is_note_on_author(line: &Line, authors: &[String]) -> bool {
    const MAX_WORDS: usize = 60;
    const MOST_NAMES: usize = 4;
    const ROLES: [&str; 17] = [
        " reporter", " reviewer", " critic", " photographer", " writer", " journalist", " columnist",
        " correspondent", " editor", " contributor", " author", " covers ", " teaches ", " professor",
        " novelist", " fellow ", " producer",
    ];
    const VERBS: [&str; 7] = ["is", "was", "has", "covers", "writes", "teaches", "joined"];
    if line.words > MAX_WORDS || !line.ends_sentence || line.marks.quoted {
        return false;
    }
    let starts = ["the writer is a", "the writer is the ", "the author is a", "the author is the "];
    if starts.iter().any(|start| line.folded.starts_with(start)) {
        return true;
    }
    // "Ada Holm (ada@post.example) is …"
    let mailed = |word: &&str| !(word.starts_with('(') && word.ends_with(')') && word.contains('@'));
    let words: Vec<&str> = line.text.split_whitespace().filter(mailed).take(MOST_NAMES + 1).collect();
    let verb = (2..words.len()).find(|&at| VERBS.contains(&words[at]));
    let Some(verb) = verb else { return false };
    let name = words[..verb].join(" ");
    let writes = ROLES.iter().any(|role| line.folded.contains(role));
    let known = authors.iter().any(|author| author.eq_ignore_ascii_case(&name));
    let freelance =
        [" is a freelance ", " is an independent journalist"].iter().any(|is| line.folded.contains(is));
    is_person(&name) && (known && writes || freelance || works_for_house(&words[verb..], &line.folded))
}

/// Says whether a line tells who pays one of the authors: "Ada Holm receives funding from the Maritime Trust."
pub fn tells_of_funding(line: &Line, authors: &[String]) -> bool {
    const MAX_WORDS: usize = 45;
    let funded = ["receives funding from ", "received funding from ", "nothing to disclose"];
    let of_author = |line: &Line| authors.iter().any(|author| line.text.starts_with(author.as_str()));
    line.words <= MAX_WORDS && funded.iter().any(|funded| line.folded.contains(funded)) && of_author(line)
}

/// Says whether what follows a name tells that somebody writes for a paper: "is a senior reporter at the Post."
fn works_for_house(words: &[&str], folded: &str) -> bool {
    const ROLES: [&str; 5] = ["reporter", "writer", "columnist", "critic", "correspondent"];
    const MOST_BETWEEN: usize = 3;
    if !matches!(words, ["is", "a" | "an" | "the", ..]) {
        return false;
    }
    let Some((_, told)) = folded.split_once(" is ") else { return false };
    let told: Vec<&str> = told.split(' ').skip(1).take(MOST_BETWEEN + 2).collect();
    told.windows(2).any(|pair| ROLES.contains(&pair[0]) && matches!(pair[1], "at" | "for" | "with"))
}
