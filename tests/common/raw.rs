//! A publisher that writes AMQP frames itself: what no library would send, a stranger may.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// Properties as they go over the wire, by the number of their flag, whatever they hold.
#[derive(Clone, Default)]
pub struct Properties(BTreeMap<u8, Vec<u8>>);

impl Properties {
    fn with(mut self, flag: u8, encoded: Vec<u8>) -> Self {
        self.0.insert(flag, encoded);
        self
    }
    pub fn content_type(self, value: impl AsRef<[u8]>) -> Self {
        self.with(15, short(value))
    }
    pub fn content_encoding(self, value: impl AsRef<[u8]>) -> Self {
        self.with(14, short(value))
    }
    /// Pairs of [`header`], one after another.
    pub fn headers(self, pairs: Vec<u8>) -> Self {
        self.with(13, long(pairs))
    }
    pub fn delivery_mode(self, value: u8) -> Self {
        self.with(12, vec![value])
    }
    pub fn priority(self, value: u8) -> Self {
        self.with(11, vec![value])
    }
    pub fn correlation_id(self, value: impl AsRef<[u8]>) -> Self {
        self.with(10, short(value))
    }
    pub fn reply_to(self, value: impl AsRef<[u8]>) -> Self {
        self.with(9, short(value))
    }
    pub fn expiration(self, value: impl AsRef<[u8]>) -> Self {
        self.with(8, short(value))
    }
    pub fn message_id(self, value: impl AsRef<[u8]>) -> Self {
        self.with(7, short(value))
    }
    pub fn timestamp(self, value: u64) -> Self {
        self.with(6, value.to_be_bytes().to_vec())
    }
    pub fn kind(self, value: impl AsRef<[u8]>) -> Self {
        self.with(5, short(value))
    }
    pub fn user_id(self, value: impl AsRef<[u8]>) -> Self {
        self.with(4, short(value))
    }
    pub fn app_id(self, value: impl AsRef<[u8]>) -> Self {
        self.with(3, short(value))
    }

    fn encoded(&self) -> Vec<u8> {
        let flags = self.0.keys().fold(0u16, |flags, flag| flags | 1 << flag);
        let values = self.0.values().rev().flatten();
        flags.to_be_bytes().iter().chain(values).copied().collect()
    }
}

/// A text of up to 255 bytes.
pub fn short(value: impl AsRef<[u8]>) -> Vec<u8> {
    let value = value.as_ref();
    let length = u8::try_from(value.len()).expect("a short string");
    [&[length], value].concat()
}

/// Bytes behind their length.
pub fn long(value: impl AsRef<[u8]>) -> Vec<u8> {
    let value = value.as_ref();
    [&u32::try_from(value.len()).expect("a long string").to_be_bytes(), value].concat()
}

/// A header of any type: `S` a text, `F` a table, `A` an array, `d` a double, …; `value` as it is encoded.
pub fn header(name: impl AsRef<[u8]>, kind: u8, value: impl AsRef<[u8]>) -> Vec<u8> {
    [&short(name)[..], &[kind], value.as_ref()].concat()
}

/// A text header.
pub fn text(name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) -> Vec<u8> {
    header(name, b'S', long(value))
}

/// One connection with one channel, in confirm mode.
pub struct Raw {
    stream: TcpStream,
    frame_max: usize,
}

const METHOD: u8 = 1;
const HEADER: u8 = 2;
const BODY: u8 = 3;
const HEARTBEAT: u8 = 8;

impl Raw {
    pub fn connect(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let mut raw = Self { stream, frame_max: 4096 };
        raw.stream.write_all(b"AMQP\0\0\x09\x01").unwrap();
        raw.method(0, &[]).expect_method(10, 10);
        let login = [&long("")[..], &short("PLAIN"), &long("\0guest\0guest"), &short("en_US")].concat();
        let tune = raw.method(0, &[&[0, 10, 0, 11], &login[..]].concat()).expect_method(10, 30);
        raw.frame_max = u32::from_be_bytes(tune[2..6].try_into().unwrap()) as usize;
        let tuned = [&[0, 10, 0, 31], &tune[..6], &[0, 0]].concat();
        raw.send(METHOD, 0, &tuned);
        raw.method(0, &[&[0, 10, 0, 40], &short("/")[..], &short(""), &[0]].concat()).expect_method(10, 41);
        raw.method(1, &[&[0, 20, 0, 10], &short("")[..]].concat()).expect_method(20, 11);
        raw.method(1, &[0, 85, 0, 10, 0]).expect_method(85, 11);
        raw
    }

    /// Publishes to a queue and waits for the confirm.
    pub fn publish(&mut self, queue: &str, properties: &Properties, body: &[u8]) {
        let method = [&[0, 60, 0, 40, 0, 0], &short("")[..], &short(queue), &[1]].concat();
        self.send(METHOD, 1, &method);
        let size = (body.len() as u64).to_be_bytes();
        self.send(HEADER, 1, &[&[0, 60, 0, 0], &size[..], &properties.encoded()].concat());
        for piece in body.chunks(self.frame_max - 8) {
            self.send(BODY, 1, piece);
        }
        self.answer().expect_method(60, 80);
    }

    fn method(&mut self, channel: u16, payload: &[u8]) -> Answer {
        if !payload.is_empty() {
            self.send(METHOD, channel, payload);
        }
        self.answer()
    }

    fn send(&mut self, kind: u8, channel: u16, payload: &[u8]) {
        assert!(payload.len() + 8 <= self.frame_max, "a frame of {} bytes", payload.len());
        let length = (payload.len() as u32).to_be_bytes();
        let frame = [&[kind], &channel.to_be_bytes()[..], &length, payload, &[0xce]].concat();
        self.stream.write_all(&frame).unwrap();
    }

    fn answer(&mut self) -> Answer {
        loop {
            let mut head = [0; 7];
            self.stream.read_exact(&mut head).unwrap();
            let length = u32::from_be_bytes(head[3..].try_into().unwrap()) as usize;
            let mut payload = vec![0; length + 1];
            self.stream.read_exact(&mut payload).unwrap();
            if head[0] != HEARTBEAT {
                return Answer(payload);
            }
        }
    }
}

struct Answer(Vec<u8>);

impl Answer {
    /// Returns the arguments of a method that it must be.
    #[track_caller]
    fn expect_method(self, class: u16, method: u16) -> Vec<u8> {
        let found = (u16::from_be_bytes([self.0[0], self.0[1]]), u16::from_be_bytes([self.0[2], self.0[3]]));
        assert_eq!(found, (class, method), "the broker says {:?}", String::from_utf8_lossy(&self.0));
        self.0[4..].to_vec()
    }
}
