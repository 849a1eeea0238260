//! A TCP proxy between the program and a broker: the network, and how it fails. It forwards AMQP frame by
//! frame, so that it can cut inside one, or lose only confirms.

use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// What the network does to what passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    Passes,
    /// Connections are cut and new ones closed at once.
    Refuses,
    /// Nothing passes, nothing is lost.
    Stalls,
    /// A few bytes at a time.
    Trickles,
    /// Half of the next frame passes, then the connection is cut.
    CutsInsideFrames,
    /// Everything passes but the broker's confirms.
    SwallowsConfirms,
    /// Everything passes but what the broker delivers.
    SwallowsDeliveries,
}

/// A proxy; ends with its listener when dropped.
pub struct Proxy {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    network: Mutex<Network>,
    changed: Condvar,
    connections: Mutex<Vec<TcpStream>>,
    swallowed: AtomicUsize,
}

impl Proxy {
    /// Listens on a port of its own and forwards to `broker`.
    pub fn start(broker: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            network: Mutex::new(Network::Passes),
            changed: Condvar::new(),
            connections: Mutex::default(),
            swallowed: AtomicUsize::new(0),
        });
        let serving = shared.clone();
        // Ends with the test's process; a listener has no gentle way to be woken.
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                serving.connect(client, broker);
            }
        });
        Self { port, shared }
    }

    /// Changes what the network does, at once for what is on its way.
    pub fn set(&self, network: Network) {
        *self.shared.network.lock().unwrap() = network;
        self.shared.changed.notify_all();
        if network == Network::Refuses {
            self.cut();
        }
    }

    /// Cuts every connection.
    pub fn cut(&self) {
        for connection in self.shared.connections.lock().unwrap().drain(..) {
            // It may have ended by itself.
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    /// Returns how many frames were swallowed.
    pub fn swallowed(&self) -> usize {
        self.shared.swallowed.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn network(&self) -> Network {
        *self.network.lock().unwrap()
    }

    fn connect(self: &Arc<Self>, client: TcpStream, broker: u16) {
        if self.network() == Network::Refuses {
            return;
        }
        let Ok(broker) = TcpStream::connect(("127.0.0.1", broker)) else { return };
        for stream in [&client, &broker] {
            stream.set_nodelay(true).unwrap();
            self.connections.lock().unwrap().push(stream.try_clone().unwrap());
        }
        let ways =
            [(client.try_clone().unwrap(), broker.try_clone().unwrap(), false), (broker, client, true)];
        for (from, to, from_broker) in ways {
            let shared = self.clone();
            std::thread::spawn(move || {
                // Either side may end at any time; the other then ends with it.
                let _ = shared.forward(&from, &to, from_broker);
                let _ = from.shutdown(Shutdown::Both);
                let _ = to.shutdown(Shutdown::Both);
            });
        }
    }

    fn forward(&self, from: &TcpStream, to: &TcpStream, from_broker: bool) -> std::io::Result<()> {
        let (mut from, mut to) = (BufReader::new(from), BufWriter::new(to));
        if !from_broker {
            let mut greeting = [0; 8];
            from.read_exact(&mut greeting)?;
            to.write_all(&greeting)?;
            to.flush()?;
        }
        let mut frame = Vec::new();
        loop {
            read_frame(&mut from, &mut frame)?;
            let network = self.network.lock().unwrap();
            let network = *self.changed.wait_while(network, |network| *network == Network::Stalls).unwrap();
            match network {
                Network::Trickles => {
                    for piece in frame.chunks(100) {
                        to.write_all(piece)?;
                        to.flush()?;
                        if self.network() == Network::Trickles {
                            std::thread::sleep(Duration::from_millis(2));
                        }
                    }
                }
                Network::CutsInsideFrames => {
                    to.write_all(&frame[..frame.len() / 2])?;
                    return to.flush();
                }
                Network::SwallowsConfirms if from_broker && is_confirm(&frame) => {
                    self.swallowed.fetch_add(1, Ordering::SeqCst);
                }
                Network::SwallowsDeliveries if from_broker && is_of_delivery(&frame) => {
                    self.swallowed.fetch_add(1, Ordering::SeqCst);
                }
                Network::Refuses => return Ok(()),
                Network::Passes
                | Network::Stalls
                | Network::SwallowsConfirms
                | Network::SwallowsDeliveries => to.write_all(&frame)?,
            }
            if from.buffer().is_empty() {
                to.flush()?;
            }
        }
    }
}

/// Reads a frame: type, channel, length (7 bytes), as many bytes, and its end (1 byte).
fn read_frame(from: &mut BufReader<&TcpStream>, frame: &mut Vec<u8>) -> std::io::Result<()> {
    frame.resize(7, 0);
    from.read_exact(frame)?;
    let length = u32::from_be_bytes([frame[3], frame[4], frame[5], frame[6]]) as usize;
    frame.resize(7 + length + 1, 0);
    from.read_exact(&mut frame[7..])
}

/// Says whether a frame from the broker is basic.ack, method 80 of class 60.
fn is_confirm(frame: &[u8]) -> bool {
    frame[0] == 1 && frame.get(7..11) == Some(&[0, 60, 0, 80])
}

/// Says whether a frame from the broker is basic.deliver, method 60 of class 60, or a message's header or body.
fn is_of_delivery(frame: &[u8]) -> bool {
    matches!(frame[0], 2 | 3) || frame[0] == 1 && frame.get(7..11) == Some(&[0, 60, 0, 60])
}
