//! The headers of a dead letter: why a job was rejected, within what one frame holds.

use crate::reject_line::MAX_MESSAGE_BYTES;
use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, LongString, ShortString};
use std::time::{SystemTime, UNIX_EPOCH};

/// Bytes of headers copied from the job. All headers together must fit one frame, 128 KiB by default; over
/// it the whole connection dies, and one such article would come again for ever.
const MAX_COPIED_BYTES: usize = 32 << 10;

/// Why a job was rejected.
#[derive(Clone, Copy, Debug)]
pub struct Reason<'a> {
    pub code: &'a str,
    pub message: &'a str,
    pub stage: &'a str,
    /// The queue that the job came from.
    pub queue: &'a str,
}

/// Returns the job's own properties with the reason added to its headers.
///
/// Left out are properties that would act on the dead letter: its time to live, the sender's user (which the
/// broker compares with ours), direct reply-to, and headers that route copies elsewhere. They are kept under
/// other names.
pub fn properties(original: &BasicProperties, reason: Reason) -> BasicProperties {
    let mut headers = FieldTable::default();
    let mut left_out = 0u32;
    let mut room = MAX_COPIED_BYTES;
    if let Some(copied) = original.headers() {
        for (name, value) in copied.inner() {
            let size = name.as_str().len() + value_bytes(value) + 2;
            let routes = routes(name.as_str());
            // Only the broker says of a letter that the broker put it aside.
            let told = ["wiremill-", "x-death", "x-first-death-", "x-last-death-", "x-delivery-count"];
            if routes || told.iter().any(|told| name.as_str().starts_with(told)) {
                continue;
            }
            if size > room {
                left_out += 1;
                continue;
            }
            room -= size;
            headers.insert(name.clone(), value.clone());
        }
    }
    let mut set = |name: &str, value: &str| {
        headers.insert(name.into(), AMQPValue::LongString(LongString::from(value.as_bytes().to_vec())));
    };
    set("wiremill-code", reason.code);
    set("wiremill-message", cut(reason.message, MAX_MESSAGE_BYTES));
    set("wiremill-stage", reason.stage);
    set("wiremill-queue", reason.queue);
    set("wiremill-version", env!("CARGO_PKG_VERSION"));
    let kept = [
        ("wiremill-original-expiration", original.expiration()),
        ("wiremill-original-user-id", original.user_id()),
        ("wiremill-original-reply-to", original.reply_to()),
    ];
    for (name, value) in kept {
        if let Some(value) = value {
            set(name, value.as_str());
        }
    }
    if left_out > 0 {
        set("wiremill-headers-left-out", &left_out.to_string());
    }
    // A clock set before 1970 gives 0.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    headers.insert("wiremill-time".into(), AMQPValue::Timestamp(now));

    carried(original).with_headers(headers)
}

/// Says whether a header has the broker send copies elsewhere.
pub(super) fn routes(name: &str) -> bool {
    matches!(name, "CC" | "BCC")
}

/// Returns the properties that a message keeps wherever it goes on: none that would act on it, nor any over which the broker
/// refuses it from us.
pub(super) fn carried(original: &BasicProperties) -> BasicProperties {
    let mut properties = BasicProperties::default().with_delivery_mode(2);
    type With = fn(BasicProperties, ShortString) -> BasicProperties;
    let copied: [(&Option<ShortString>, With); 6] = [
        (original.content_type(), BasicProperties::with_content_type),
        (original.content_encoding(), BasicProperties::with_content_encoding),
        (original.correlation_id(), BasicProperties::with_correlation_id),
        (original.message_id(), BasicProperties::with_message_id),
        (original.kind(), BasicProperties::with_type),
        (original.app_id(), BasicProperties::with_app_id),
    ];
    for (value, with) in copied {
        if let Some(value) = value {
            properties = with(properties, value.clone());
        }
    }
    if let Some(reply_to) = original.reply_to()
        && !reply_to.as_str().starts_with("amq.rabbitmq.reply-to")
    {
        properties = properties.with_reply_to(reply_to.clone());
    }
    if let Some(priority) = original.priority() {
        properties = properties.with_priority(*priority);
    }
    if let Some(timestamp) = original.timestamp() {
        properties = properties.with_timestamp(*timestamp);
    }
    properties
}

/// Cuts text at a char boundary.
fn cut(text: &str, max_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(max_bytes)]
}

/// Returns at least as many bytes as a value takes on the wire.
fn value_bytes(value: &AMQPValue) -> usize {
    1 + match value {
        AMQPValue::LongString(text) => 4 + text.len(),
        AMQPValue::ByteArray(bytes) => 4 + bytes.len(),
        AMQPValue::ShortString(text) => 1 + text.as_str().len(),
        AMQPValue::FieldArray(values) => 4 + values.as_slice().iter().map(value_bytes).sum::<usize>(),
        AMQPValue::FieldTable(table) => {
            let pairs = table.inner().iter();
            4 + pairs.map(|(name, value)| 1 + name.as_str().len() + value_bytes(value)).sum::<usize>()
        }
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REASON: Reason = Reason { code: "no_text", message: "nothing", stage: "clean", queue: "jobs" };

    fn long(text: &str) -> AMQPValue {
        AMQPValue::LongString(text.into())
    }

    fn header(properties: &BasicProperties, name: &str) -> Option<String> {
        match properties.headers().as_ref()?.inner().get(name)? {
            AMQPValue::LongString(text) => Some(text.to_string()),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn the_reason_stands_beside_the_job_s_own_headers() {
        let mut headers = FieldTable::default();
        headers.insert("traceparent".into(), long("00-a-b-01"));
        for name in ["wiremill-code", "x-death", "x-first-death-queue", "x-delivery-count"] {
            headers.insert(name.into(), long("forged"));
        }
        let original = BasicProperties::default().with_headers(headers).with_message_id("m".into());
        let dead = properties(&original, REASON);
        assert_eq!(header(&dead, "wiremill-code").as_deref(), Some("no_text"));
        assert_eq!(header(&dead, "wiremill-message").as_deref(), Some("nothing"));
        assert_eq!(header(&dead, "wiremill-queue").as_deref(), Some("jobs"));
        assert_eq!(header(&dead, "traceparent").as_deref(), Some("00-a-b-01"));
        assert_eq!((header(&dead, "x-death"), header(&dead, "x-first-death-queue")), (None, None));
        assert_eq!(dead.message_id().as_ref().map(ShortString::as_str), Some("m"));
        assert_eq!(*dead.delivery_mode(), Some(2));
    }

    #[test]
    fn properties_that_would_act_on_the_dead_letter_are_kept_as_headers_only() {
        let mut headers = FieldTable::default();
        headers.insert("CC".into(), AMQPValue::FieldArray(vec![long("elsewhere")].into()));
        let original = BasicProperties::default()
            .with_headers(headers)
            .with_expiration("1000".into())
            .with_user_id("joe".into())
            .with_reply_to("amq.rabbitmq.reply-to.x".into());
        let dead = properties(&original, REASON);
        assert_eq!((dead.expiration(), dead.user_id(), dead.reply_to()), (&None, &None, &None));
        assert_eq!(header(&dead, "CC"), None);
        assert_eq!(header(&dead, "wiremill-original-expiration").as_deref(), Some("1000"));
        assert_eq!(header(&dead, "wiremill-original-user-id").as_deref(), Some("joe"));
    }

    #[test]
    fn headers_stay_within_a_frame() {
        let mut headers = FieldTable::default();
        headers.insert("a-small-one".into(), long("kept"));
        for n in 0..100 {
            headers.insert(format!("big-{n}").into(), long(&"x".repeat(10_000)));
        }
        let original = BasicProperties::default().with_headers(headers);
        let dead = properties(&original, Reason { message: &"é".repeat(100_000), ..REASON });
        let total: usize =
            dead.headers().as_ref().map_or(0, |h| value_bytes(&AMQPValue::FieldTable(h.clone())));
        assert!(total < 64 << 10, "{total} bytes of headers");
        assert_eq!(header(&dead, "a-small-one").as_deref(), Some("kept"));
        assert_eq!(header(&dead, "wiremill-headers-left-out").as_deref(), Some("97"));
        assert_eq!(header(&dead, "wiremill-message").map(|m| m.len()), Some(4096));
    }
}
