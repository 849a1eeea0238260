//! The words that the rules of `text.rs` go by: data, one phrase a line.

use crate::document::RemovedReason;

/// Phrases by reason: lines that are exactly one of the first list (less marks at the ends), and lines that
/// begin with one of the second. Of the second only those that no sentence of an article begins with.
pub const PHRASES: &[(RemovedReason, &[&str], &[&str])] = &[
    (
        RemovedReason::CommentPrompt,
        &[
            "comments", "comment", "leave a reply", "leave a comment", "join the conversation",
            "show comments", "view comments", "post a comment", "add a comment", "no comments",
            "comments are closed", "reply", "cancel reply", "join the discussion", "view all comments",
            "post comment", "write a comment", "lascia un commento", "deixe uma resposta",
            "deja una respuesta", "laisser un commentaire", "kommentare", "kommentieren",
            "kommentar schreiben", "commentaires", "commenter", "comentarios", "comentar", "commenti",
            "commenta", "comentários", "reacties", "reageer", "kommentarer", "kommentera", "komentarze",
            "комментарии", "комментировать", "댓글", "コメント",
        ],
        &[
            "please let us know if you're having issues with commenting",
            "your email address will not be published",
            "when submitting content, please abide by",
            "be the first to comment",
            "log in to comment",
            "sign in to comment",
            "notify me of follow-up comments",
            "notify me of new",
            "save my name, email",
            "this field is for validation purposes",
            "have your say in our comments",
            "let us know in the comments",
            "conversations are opinions of our readers",
        ],
    ),
    (
        RemovedReason::Newsletter,
        &[
            "newsletter", "newsletters", "subscribe", "sign up", "subscribe now", "sign up now",
            "email address", "newsletter abonnieren", "jetzt abonnieren", "abonnieren", "s'abonner",
            "je m'abonne", "suscríbete", "suscribirse", "iscriviti", "assine", "abonneer", "подписаться",
            "구독",
        ],
        &["sign up for our", "sign up to our", "subscribe to our newsletter", "thank you for subscribing"],
    ),
    (
        RemovedReason::Share,
        &[
            "share", "share this", "share this article", "share this story", "share this post", "copy link",
            "link copied", "text link", "tweet", "email", "print", "facebook", "twitter", "whatsapp",
            "linkedin", "pinterest", "reddit", "save", "share article", "copied", "bookmark",
            "email this article", "share it", "print this article", "view more sharing options",
            "facebook twitter", "share this page", "teilen", "artikel teilen", "partager",
            "partager cet article", "compartir", "condividi", "compartilhar", "delen", "dela", "del",
            "udostępnij", "поделиться", "공유", "공유하기", "シェア",
        ],
        &[
            "share on facebook", "share on twitter", "share on x", "share on whatsapp", "share via",
            "click to share", "share this article on", "share this:", "share:", "share on linkedin",
            "teilen auf ", "partager sur ", "compartir en ", "condividi su ", "compartilhar no ",
        ],
    ),
    (
        RemovedReason::Related,
        &[
            "read more",
            "related",
            "related articles",
            "related stories",
            "related content",
            "related posts",
            "related topics",
            "see also",
            "more stories",
            "more news",
            "you may also like",
            "you might also like",
            "recommended",
            "recommended for you",
            "recommended stories",
            "most popular",
            "most read",
            "trending",
            "trending now",
            "latest news",
            "top stories",
            "learn more",
            "editor's picks",
            "don't miss",
            "more on this",
            "recent posts",
            "more from this author",
            "more on this story",
            "read next",
            "up next",
            "popular now",
            "what to read next",
            "keep reading",
            "continue reading",
            "read the full story",
            "read full story",
            "mehr zum thema",
            "zum thema",
            "auch interessant",
            "weitere artikel",
            "weitere themen",
            "das könnte sie auch interessieren",
            "das könnte dich auch interessieren",
            "lesen sie auch",
            "lesen sie mehr",
            "mehr lesen",
            "ähnliche artikel",
            "verwandte artikel",
            "meistgelesen",
            "à lire aussi",
            "lire aussi",
            "lire plus",
            "à lire également",
            "sur le même sujet",
            "articles similaires",
            "les plus lus",
            "vous aimerez aussi",
            "te puede interesar",
            "también te puede interesar",
            "lee también",
            "lea también",
            "leer más",
            "noticias relacionadas",
            "artículos relacionados",
            "lo más leído",
            "más noticias",
            "más información",
            "ver también",
            "leggi anche",
            "leggi di più",
            "articoli correlati",
            "ti potrebbe interessare",
            "potrebbe interessarti",
            "i più letti",
            "leia também",
            "leia mais",
            "veja também",
            "você pode gostar",
            "notícias relacionadas",
            "artigos relacionados",
            "mais lidas",
            "lees ook",
            "lees meer",
            "meest gelezen",
            "läs också",
            "läs mer",
            "les også",
            "les mer",
            "læs også",
            "læs mere",
            "mest lest",
            "mest läst",
            "mest læst",
            "lue myös",
            "czytaj także",
            "czytaj więcej",
            "zobacz także",
            "przeczytaj także",
            "читайте также",
            "по теме",
            "похожие статьи",
            "관련기사",
            "관련 기사",
            "관련 뉴스",
            "많이 본 뉴스",
            "関連記事",
            "関連ニュース",
            "あわせて読みたい",
            "相关阅读",
            "相关新闻",
            "相关文章",
        ],
        &[
            "read more:", "read more |", "related:", "[related:", "related story:", "related article:",
            "see also:", "read also:", "also read:", "more:", "read next:", "also read |", "read | ",
            "click here to read", "more from the ", "[read more", "(read more", "[read:", "recommended:",
            "also see:", "more on this:", "lesen sie auch:", "lesen sie dazu:", "auch interessant:",
            "mehr zum thema:", "lire aussi :", "lire aussi:", "à lire aussi :", "à lire aussi:",
            "lea también:", "lee también:", "te puede interesar:", "leggi anche:", "leia também:",
            "leia mais:", "veja também:", "lees ook:", "läs också:", "les også:", "læs også:", "lue myös:",
            "czytaj także:", "zobacz także:", "читайте также:",
        ],
    ),
    (
        RemovedReason::Advertisement,
        &[
            "advertisement", "advertisements", "advertising", "ad", "sponsored", "sponsored content",
            "promoted", "promoted content", "passer la publicité", "publicité", "publicidad", "anzeige",
            "werbung", "reklame", "scroll to continue", "continue reading below", "paid content",
            "ads by google", "annonce", "annonse", "annons", "pubblicità", "publicidade", "advertentie",
            "mainos", "реклама", "광고", "広告", "广告", "sponsored links",
        ],
        &[
            "story continues below", "article continues below", "advertisement - ", "advertisement – ",
            "story continues after", "article continues after", "scroll to continue with",
            "ad - content continues",
        ],
    ),
    (
        RemovedReason::Navigation,
        &[
            "skip to main content", "skip to content", "skip to navigation", "back to top", "< back to top",
            "table of contents", "menu", "home", "search", "close", "loading", "previous", "next", "go back",
            "jump to details", "see the rating", "privacy policy", "terms of use", "terms of service",
            "contact us", "toggle navigation", "sign in", "log in", "login", "my account", "all sections",
            "site map", "play video",
        ],
        &["your browser does not support", "please enable javascript", "you need to enable javascript"],
    ),
    (
        RemovedReason::Copyright,
        &[],
        &[
            "this material may not be published, broadcast",
            "copyright ©",
            "copyright (c)",
            "reproduction without",
        ],
    ),
];

/// How a line begins that is a picture's credit.
pub const CREDITS: &[&str] = &[
    "photo:", "photos:", "photo by", "photo credit", "photograph:", "photograph by", "photographs by",
    "image:", "image credit", "image source", "image via", "images:", "picture:", "pictures:",
    "picture credit", "credit:", "(photo", "(image", "(picture", "[photo", "(credit", "photo courtesy",
];

/// How a line begins that is a picture's caption.
pub const CAPTIONS: &[&str] = &[
    "file photo:", "file photo -", "file - ", "file – ", "file — ", "file picture", "image caption",
    "media caption", "file image:",
];

/// Who is named at the end of credits.
pub const AGENCIES: &[&str] = &[
    "getty images", "getty", "afp", "reuters", "ap", "ap photo", "associated press", "shutterstock", "alamy",
    "bloomberg", "epa", "epa-efe", "zuma press", "dpa", "pa", "upi",
];

/// Words that make a name one of a house or a role, not of a person.
pub const HOUSES: &[&str] = &[
    "the", "news", "times", "post", "press", "media", "magazine", "staff", "team", "network", "today", "tv",
    "radio", "online", "daily", "section", "editor", "editors", "editorial", "desk", "correspondent",
    "reporter", "reporters", "writer", "writers", "agency", "agencies", "sport", "sports", "tribune",
    "herald", "journal", "associated", "reuters", "afp", "bbc", "us", "redaktion", "service", "guardian",
];

/// Words in lower case that may stand in a person's name.
pub const PARTICLES: &[&str] = &[
    "de", "da", "di", "del", "della", "der", "den", "van", "von", "la", "le", "el", "al", "bin", "dos", "du",
];

/// Words that follow "by" and begin no name.
pub const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// What a line of date and time is made of.
pub const DATE_WORDS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun", "am", "pm", "a.m", "p.m", "at", "on", "published", "updated", "posted",
    "last", "modified", "ago", "min", "mins", "minute", "minutes", "hour", "hours", "day", "days", "read",
    "utc", "gmt", "est", "edt", "cst", "pst", "et",
];

/// Where one is asked to follow.
pub const NETWORKS: &[&str] = &[
    "on twitter", "on facebook", "on instagram", "on x", "on linkedin", "on bluesky", "on threads",
    "on tiktok", "on youtube", "on telegram", "on whatsapp", "on social media", "twitter @",
];
