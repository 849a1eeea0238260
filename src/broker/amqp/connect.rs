//! Connecting: addresses tried in turn, TLS, names that operators recognise, and what an error means.

use crate::config;
use crate::outcome::Fatal;
use lapin::tcp::{OwnedIdentity, OwnedTLSConfig};
use lapin::uri::{AMQPUri, SASLMechanism};
use lapin::{Connection, ConnectionProperties};
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// AMQP reply codes that this program tells apart.
pub(super) mod code {
    pub const ACCESS_REFUSED: u16 = 403;
    pub const NOT_FOUND: u16 = 404;
    pub const PRECONDITION_FAILED: u16 = 406;
    pub const NOT_ALLOWED: u16 = 530;
}

/// Returns the reply code of an error that came from the broker.
pub(super) fn reply_code(error: &lapin::Error) -> Option<u16> {
    match error.kind() {
        lapin::ErrorKind::ProtocolError(error) => Some(error.get_id()),
        _ => None,
    }
}

/// Says whether an error means that waiting cannot help.
pub(super) fn trouble(doing: &str, error: &lapin::Error) -> Fatal {
    let reason = match error.kind() {
        lapin::ErrorKind::ProtocolError(error) => format!("{doing}: {}", error.get_message()),
        _ => format!("{doing}: {error}"),
    };
    match reply_code(error) {
        Some(code::ACCESS_REFUSED | code::PRECONDITION_FAILED | code::NOT_ALLOWED) => Fatal::Usage(reason),
        Some(_) | None => Fatal::Unavailable(reason),
    }
}

/// How long closing may take before the connection is just dropped.
pub(super) const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Closes a connection or a channel and waits a moment for the answer, which changes nothing: lapin 4.12 may never give
/// one where a channel was dropped just before.
pub(super) async fn done_with(closing: impl Future<Output = lapin::Result<()>>) {
    let _ = tokio::time::timeout(CLOSE_TIMEOUT, closing).await;
}

/// Where and as whom to connect; built once, so that a bad address or certificate is found at the start.
pub struct Connector {
    addresses: Vec<(String, AMQPUri)>,
    tls: OwnedTLSConfig,
    name: String,
    connect_timeout: Duration,
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<&str> = self.addresses.iter().map(|(shown, _)| shown.as_str()).collect();
        f.debug_struct("Connector").field("addresses", &shown).finish_non_exhaustive()
    }
}

impl Connector {
    /// Reads addresses and certificates.
    ///
    /// # Errors
    ///
    /// `Fatal::Usage` for an address that is none (its password is not shown), a certificate file that cannot be
    /// read.
    pub fn new(config: &config::Broker) -> Result<Self, Fatal> {
        let mut addresses = Vec::new();
        for (at, uri) in config.uris().enumerate() {
            let mut uri: AMQPUri = uri
                .parse()
                // The parser's message may quote the address, and so the password.
                .map_err(|_| {
                    Fatal::Usage(format!("broker.uri: address {} is not a valid AMQP address", at + 1))
                })?;
            if config.heartbeat_seconds > 0 {
                uri.query.heartbeat.get_or_insert(config.heartbeat_seconds);
            }
            uri.query.connection_timeout.get_or_insert(config.connect_timeout_ms);
            if config.client_cert_file.is_some() && uri.authority.userinfo.username.is_empty() {
                uri.query.auth_mechanism.get_or_insert(SASLMechanism::External);
            }
            let scheme = &uri.scheme;
            let (host, port) = (&uri.authority.host, uri.authority.port);
            addresses.push((format!("{scheme}://{host}:{port}/{}", uri.vhost), uri));
        }
        let naming = |path: &Path, error: &dyn fmt::Display| {
            Fatal::Usage(format!("reading certificate file {}: {error}", path.display()))
        };
        let read = |path: &Path| std::fs::read(path).map_err(|error| naming(path, &error));
        let cert_chain = match &config.ca_file {
            Some(path) => {
                let pem = read(path)?;
                Some(String::from_utf8(pem).map_err(|_| naming(path, &"it is not PEM"))?)
            }
            None => None,
        };
        let identity = match (&config.client_cert_file, &config.client_key_file) {
            (Some(cert), Some(key)) => Some(OwnedIdentity::PKCS8 { pem: read(cert)?, key: read(key)? }),
            _ => None,
        };
        let connect_timeout = Duration::from_millis(config.connect_timeout_ms);
        let name = config.connection_name.clone();
        Ok(Self { addresses, tls: OwnedTLSConfig { identity, cert_chain }, name, connect_timeout })
    }

    /// Connects to the first address that answers. `purpose` becomes part of the connection's name.
    ///
    /// # Errors
    ///
    /// [`Fatal`] naming each address (never its password) and what was wrong there; fatal where one of
    /// them answered and refused.
    pub async fn connect(&self, purpose: &str) -> Result<Connection, Fatal> {
        let mut problems = Vec::new();
        let mut fatal = false;
        for (shown, uri) in &self.addresses {
            let name = format!("{} {purpose} {}", self.name, this_process());
            let properties = ConnectionProperties::default()
                .with_connection_name(name.into())
                .with_client_property("product".into(), "wiremill".into())
                .with_client_property("version".into(), env!("CARGO_PKG_VERSION").into());
            let opening = super::wire::connect(uri.clone(), properties, self.tls.clone());
            match tokio::time::timeout(self.connect_timeout, opening).await {
                Ok(Ok(connection)) => return Ok(connection),
                Ok(Err(error)) => {
                    let trouble = trouble(&format!("connecting to {shown}"), &error);
                    fatal |= matches!(trouble, Fatal::Usage(_));
                    let unnamed = uri.vhost.is_empty() && reply_code(&error) == Some(code::NOT_ALLOWED);
                    let hint = if unnamed {
                        " (the address ends in / and so names the vhost \"\"; the default one is /%2f)"
                    } else {
                        ""
                    };
                    problems.push(format!("{trouble}{hint}"));
                }
                Err(_) => {
                    let ms = self.connect_timeout.as_millis();
                    problems.push(format!("connecting to {shown}: no answer within {ms} ms"));
                }
            }
        }
        let problems = problems.join("; ");
        Err(if fatal { Fatal::Usage(problems) } else { Fatal::Unavailable(problems) })
    }
}

/// Returns "host:pid", for names that operators see.
pub(super) fn this_process() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_else(|| "unknown-host".to_owned());
    format!("{}:{}", host.trim(), std::process::id())
}
