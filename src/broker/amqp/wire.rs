//! The bytes between the socket and lapin: names that are no UTF-8 are mended on their way in.
//!
//! AMQP says that short strings (message ids, types, names of headers, routing keys) are UTF-8, and RabbitMQ takes any bytes.
//! Lapin ends the connection at the first that is none: such a message would stop a worker again and again until the broker
//! puts it aside, and then everything that reads the dead queue. Here each byte of it that cannot be read becomes a `?`; the
//! message is then a message like any other.

use async_rs::traits::{Executor, Reactor, RuntimeKit};
use async_rs::util::Task;
use async_rs::{Runtime, Tokio};
use futures_util::Stream;
use futures_util::io::{AsyncRead, AsyncWrite};
use lapin::tcp::{AMQPUriTcpExt as _, OwnedTLSConfig};
use lapin::uri::AMQPUri;
use lapin::{AsyncTcpStream, Connection, ConnectionProperties};
use std::future::Future;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::os::fd::{AsFd, AsRawFd};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

/// Connects as [`Connection::connect_uri_with_config`] does, with names mended.
///
/// # Errors
///
/// As there.
pub(super) async fn connect(
    uri: AMQPUri,
    properties: ConnectionProperties,
    tls: OwnedTLSConfig,
) -> lapin::Result<Connection> {
    let kit = Tokio::current();
    let (runtime, tokio) = (Runtime::new(Mending(kit.clone())), Runtime::new(kit));
    let open = async move |uri: AMQPUri, _: Runtime<Mending>| {
        let stream = uri.connect_with_config_async(tls.as_ref(), &tokio).await;
        stream.map(|stream| AsyncTcpStream::Plain(Mended::new(stream))).map_err(lapin::Error::from)
    };
    Connection::connector(uri, runtime, open, properties).await
}

/// A socket of tokio, with TLS where the address asks for it.
type Socket = AsyncTcpStream<<Tokio as Reactor>::TcpStream>;

/// Tokio, but for the streams, which are [`Mended`].
#[derive(Clone, Debug)]
pub(super) struct Mending(Tokio);

impl RuntimeKit for Mending {}

impl Executor for Mending {
    type Task<T: Send + 'static> = <Tokio as Executor>::Task<T>;

    fn block_on<T, F: Future<Output = T>>(&self, f: F) -> T {
        self.0.block_on(f)
    }

    fn spawn<T: Send + 'static, F: Future<Output = T> + Send + 'static>(&self, f: F) -> Task<Self::Task<T>> {
        self.0.spawn(f)
    }

    fn spawn_blocking<T: Send + 'static, F: FnOnce() -> T + Send + 'static>(
        &self,
        f: F,
    ) -> Task<Self::Task<T>> {
        self.0.spawn_blocking(f)
    }
}

impl Reactor for Mending {
    type TcpStream = Mended<Socket>;
    type Sleep = <Tokio as Reactor>::Sleep;

    fn register<H: Read + Write + AsFd + AsRawFd + Send + 'static>(
        &self,
        socket: H,
    ) -> io::Result<impl AsyncRead + AsyncWrite + Send + Unpin + 'static> {
        self.0.register(socket)
    }

    fn sleep(&self, dur: Duration) -> Self::Sleep {
        self.0.sleep(dur)
    }

    fn interval(&self, dur: Duration) -> impl Stream<Item = Instant> + Send + 'static {
        self.0.interval(dur)
    }

    fn tcp_connect_addr(
        &self,
        addr: SocketAddr,
    ) -> impl Future<Output = io::Result<Self::TcpStream>> + Send + 'static {
        let stream = self.0.tcp_connect_addr(addr);
        async move { Ok(Mended::new(AsyncTcpStream::Plain(stream.await?))) }
    }
}

/// A stream whose frames are mended before they are read.
#[derive(Debug)]
pub(super) struct Mended<S> {
    stream: S,
    frames: Frames,
}

impl<S> Mended<S> {
    fn new(stream: S) -> Self {
        Self { stream, frames: Frames::default() }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Mended<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        if buffer.is_empty() {
            return Poll::Ready(Ok(0));
        }
        loop {
            let given = self.frames.give(buffer);
            if given > 0 {
                return Poll::Ready(Ok(given));
            }
            let mut piece = [0; PIECE_BYTES];
            let read = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut piece))?;
            if read == 0 {
                // What was begun and never ended is for lapin to complain of.
                self.frames.end();
                return Poll::Ready(Ok(self.frames.give(buffer)));
            }
            self.frames.take(&piece[..read]);
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Mended<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_close(cx)
    }
}

/// What is read from the socket at once.
const PIECE_BYTES: usize = 16 << 10;

/// No broker agrees on larger frames with lapin, which asks for 128 KiB.
const MAX_PAYLOAD: usize = 1 << 20;

/// A frame: its type, two bytes of channel, four of size; then the payload and one byte more.
const FRAME_HEAD: usize = 7;
const METHOD: u8 = 1;
const HEADER: u8 = 2;
const BODY: u8 = 3;
const HEARTBEAT: u8 = 8;

/// Frames on their way: those with names wait until they are whole.
#[derive(Debug, Default)]
struct Frames {
    bytes: Vec<u8>,
    /// How many of `bytes` may be given out, and how many have been.
    ready: usize,
    given: usize,
    /// How much is to come of a frame that need not be looked at.
    passing: usize,
    /// Whether this is no AMQP any more.
    lost: bool,
}

impl Frames {
    fn take(&mut self, piece: &[u8]) {
        self.bytes.drain(..self.given);
        self.ready -= self.given;
        self.given = 0;
        self.bytes.extend_from_slice(piece);
        while self.ready < self.bytes.len() {
            let rest = &mut self.bytes[self.ready..];
            if self.lost {
                self.ready += rest.len();
            } else if self.passing > 0 {
                let passed = self.passing.min(rest.len());
                self.passing -= passed;
                self.ready += passed;
            } else {
                let Some((&[kind, _, _, a, b, c, d], _)) = rest.split_first_chunk::<FRAME_HEAD>() else {
                    return;
                };
                let size = u32::from_be_bytes([a, b, c, d]) as usize;
                match kind {
                    METHOD | HEADER if size <= MAX_PAYLOAD => {
                        let Some(payload) = rest.get_mut(FRAME_HEAD..FRAME_HEAD + size + 1) else { return };
                        let payload = &mut payload[..size];
                        let mended = if kind == METHOD { mend_method(payload) } else { mend_header(payload) };
                        if mended == Some(true) {
                            tracing::warn!(
                                "a message has properties or a routing key that are no UTF-8: what cannot be read is ?"
                            );
                        }
                        self.ready += FRAME_HEAD + size + 1;
                    }
                    METHOD | HEADER | BODY | HEARTBEAT => self.passing = FRAME_HEAD + size + 1,
                    // "AMQP0091" is a broker that speaks another version.
                    _ => self.lost = true,
                }
            }
        }
    }

    fn end(&mut self) {
        self.ready = self.bytes.len();
    }

    fn give(&mut self, buffer: &mut [u8]) -> usize {
        let ready = &self.bytes[self.given..self.ready];
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        count
    }
}

/// A place in a payload; reading beyond its end gives none.
struct Reader<'a> {
    bytes: &'a mut [u8],
    at: usize,
    mended: bool,
}

impl Reader<'_> {
    fn number(&mut self, size: usize) -> Option<usize> {
        let bytes = self.bytes.get(self.at..self.at + size)?;
        self.at += size;
        Some(bytes.iter().fold(0, |number, &byte| number << 8 | usize::from(byte)))
    }

    fn skip(&mut self, size: usize) -> Option<()> {
        self.at = self.at.checked_add(size).filter(|&at| at <= self.bytes.len())?;
        Some(())
    }

    /// Reads a short string, and puts "?" for each byte of it that is no UTF-8.
    fn name(&mut self) -> Option<()> {
        let size = self.number(1)?;
        let start = self.at;
        self.skip(size)?;
        let mut name = &mut self.bytes[start..self.at];
        while let Err(error) = std::str::from_utf8(name) {
            let good = error.valid_up_to();
            let bad = error.error_len().unwrap_or(name.len() - good);
            name[good..good + bad].fill(b'?');
            name = &mut name[good + bad..];
            self.mended = true;
        }
        Some(())
    }

    /// Reads a table of headers. Tables and arrays in it, however deep, are read as they come.
    fn table(&mut self) -> Option<()> {
        let size = self.number(4)?;
        // Where what is open ends, and whether its values have names.
        let mut open = vec![(self.at.checked_add(size)?, true)];
        while let Some(&(end, named)) = open.last() {
            if self.at >= end {
                open.pop();
                continue;
            }
            if named {
                self.name()?;
            }
            match self.number(1)? as u8 {
                b't' | b'b' | b'B' => self.skip(1)?,
                b's' | b'u' | b'U' => self.skip(2)?,
                b'I' | b'i' | b'f' => self.skip(4)?,
                b'D' => self.skip(5)?,
                b'L' | b'l' | b'd' | b'T' => self.skip(8)?,
                b'S' | b'x' => {
                    let size = self.number(4)?;
                    self.skip(size)?;
                }
                kind @ (b'A' | b'F') => {
                    let size = self.number(4)?;
                    open.push((self.at.checked_add(size)?, kind == b'F'));
                }
                b'V' => {}
                _ => return None,
            }
        }
        Some(())
    }
}

/// Mends the names in the payload of a content header; says whether there was anything to mend, none where it cannot be
/// read.
fn mend_header(payload: &mut [u8]) -> Option<bool> {
    /// What the flags of properties stand for, from the highest bit on: short strings, but for these.
    const TABLE: usize = 2;
    const OCTETS: [usize; 2] = [3, 4];
    const TIMESTAMP: usize = 9;
    const PROPERTIES: usize = 14;
    let mut reader = Reader { bytes: payload, at: 0, mended: false };
    reader.skip(2 + 2 + 8)?;
    let flags = reader.number(2)?;
    for property in (0..PROPERTIES).filter(|property| flags >> (15 - property) & 1 == 1) {
        match property {
            TABLE => reader.table()?,
            TIMESTAMP => reader.skip(8)?,
            octet if OCTETS.contains(&octet) => reader.skip(1)?,
            _ => reader.name()?,
        }
    }
    Some(reader.mended)
}

/// Likewise in a method that brings a message: basic.deliver, basic.get-ok, basic.return.
fn mend_method(payload: &mut [u8]) -> Option<bool> {
    const BASIC: usize = 60;
    let mut reader = Reader { bytes: payload, at: 0, mended: false };
    match (reader.number(2)?, reader.number(2)?) {
        (BASIC, 50) => {
            reader.skip(2)?;
            reader.name()?;
        }
        (BASIC, 60) => {
            reader.name()?;
            reader.skip(8 + 1)?;
        }
        (BASIC, 71) => reader.skip(8 + 1)?,
        _ => return Some(false),
    }
    // The exchange and the routing key.
    reader.name()?;
    reader.name()?;
    Some(reader.mended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
        let mut frame = vec![kind, 0, 1];
        frame.extend((payload.len() as u32).to_be_bytes());
        frame.extend(payload);
        frame.push(0xce);
        frame
    }

    fn name(bytes: &[u8]) -> Vec<u8> {
        [&[bytes.len() as u8], bytes].concat()
    }

    fn sized(bytes: &[u8]) -> Vec<u8> {
        [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
    }

    /// A content header with a type, a table, a priority, a message id and a timestamp, in that of AMQP's order.
    fn header(text: &[u8]) -> Vec<u8> {
        let deep = [&name(text)[..], b"F", &sized(&[&name(text)[..], b"V"].concat())].concat();
        let array = [&b"I\0\0\0\x01F"[..], &sized(&deep), b"S", &sized(b"\xff\xfe")].concat();
        let table = [&name(text)[..], b"t\x01", &name(b"a"), b"A", &sized(&array)].concat();
        let flags: u16 = 1 << 15 | 1 << 13 | 1 << 11 | 1 << 7 | 1 << 6 | 1 << 2;
        let mut payload = vec![0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9];
        payload.extend(flags.to_be_bytes());
        payload.extend([name(text), sized(&table), vec![7], name(text), vec![0xff; 8], name(b"id")].concat());
        frame(HEADER, &payload)
    }

    /// All that is read of `bytes`, which come in pieces.
    fn read(bytes: &[u8], piece: usize) -> Vec<u8> {
        let (mut frames, mut read, mut buffer) = (Frames::default(), Vec::new(), [0; 5]);
        for piece in bytes.chunks(piece) {
            frames.take(piece);
            while let count @ 1.. = frames.give(&mut buffer) {
                read.extend_from_slice(&buffer[..count]);
            }
        }
        frames.end();
        while let count @ 1.. = frames.give(&mut buffer) {
            read.extend_from_slice(&buffer[..count]);
        }
        read
    }

    #[test]
    fn names_that_are_no_utf8_are_mended_wherever_they_stand() {
        let deliver = |key: &[u8]| {
            let tag = [0, 0, 0, 0, 0, 0, 0, 1, 0];
            frame(METHOD, &[&[0, 60, 0, 60][..], &name(b"consumer"), &tag, &name(b""), &name(key)].concat())
        };
        let body = frame(BODY, b"caf\xe9 is a body's own affair");
        let sent = [deliver(b"caf\xe9"), header(b"caf\xe9"), body.clone(), frame(HEARTBEAT, b"")].concat();
        let expected = [deliver(b"caf?"), header(b"caf?"), body, frame(HEARTBEAT, b"")].concat();
        for piece in [1, 2, 7, 64, 4096] {
            assert_eq!(read(&sent, piece), expected, "in pieces of {piece}");
        }
        let good = [deliver("café".as_bytes()), header("café".as_bytes())].concat();
        assert_eq!(read(&good, 16), good);
    }

    #[test]
    fn what_is_no_amqp_passes() {
        for bytes in
            [&b"AMQP\0\0\x09\x01"[..], b"HTTP/1.1 400 Bad Request\r\n\r\n", &[HEADER, 0, 0], &[METHOD; 40]]
        {
            assert_eq!(read(bytes, 3), bytes);
        }
    }

    proptest! {
        #[test]
        fn frames_keep_their_length_and_good_ones_every_byte(
            payloads in prop::collection::vec((1u8..9, prop::collection::vec(any::<u8>(), 0..60)), 1..6),
            piece in 1usize..40,
        ) {
            let sent: Vec<u8> = payloads.iter().flat_map(|(kind, payload)| frame(*kind, payload)).collect();
            let found = read(&sent, piece);
            prop_assert_eq!(found.len(), sent.len());
            let changed = sent.iter().zip(&found).filter(|(sent, found)| sent != found);
            prop_assert!(changed.clone().all(|(sent, found)| *found == b'?' && *sent >= 0x80));
        }
    }
}
