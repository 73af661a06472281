//! `serve`: from the configuration to the listening line, and to an orderly end. Knows no request.

use std::io::Write;

use anyhow::{Context, Result, bail};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tracing_subscriber::EnvFilter;

use super::arguments::Serve;
use crate::config::{Config, Tls};
use crate::tls;

pub(super) async fn run(arguments: Serve) -> Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,object_store=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let dir = arguments.data.clone();
    let (server, config) = super::open(&dir, |config| {
        take(config, arguments);
        Ok(config.check()?)
    })
    .await?;
    let identity = tls::identity(&config, &dir)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("Listen on {}", config.listen))?;
    let address = listener.local_addr().context("Learn the address")?;
    #[cfg(unix)]
    let control = crate::control::Control::bind(&dir)
        .inspect_err(|error| tracing::warn!(%error, "There is no control socket: commands need the server stopped"))
        .ok();
    let (mut ended, mut impatient) = (Signals::new()?, Signals::new()?);

    let mut out = std::io::stdout();
    if let Some(identity) = identity.as_ref().filter(|identity| identity.self_made) {
        writeln!(out, "fingerprint {}", identity.fingerprint)?;
    }
    let scheme = if identity.is_some() { "https" } else { "http" };
    writeln!(out, "listening on {scheme}://{address}")?;
    out.flush()?;

    let acceptor = identity.map(|identity| TlsAcceptor::from(identity.config));
    let serving = async {
        #[cfg(unix)]
        tokio::select! {
            biased;
            () = server.serve(listener, acceptor) => {}
            () = async {
                match &control {
                    Some(control) => control.serve(&server).await,
                    None => std::future::pending().await,
                }
            } => {}
        }
        #[cfg(not(unix))]
        server.serve(listener, acceptor).await;
    };
    let ending = async {
        ended.next().await;
        tracing::info!("Ending; another signal ends at once");
        server.shut_down().await;
    };
    let twice = async {
        impatient.next().await;
        impatient.next().await;
    };
    tokio::select! {
        biased;
        _ = async { tokio::join!(serving, ending) } => Ok(()),
        () = twice => bail!("Ended before everything was finished"),
    }
}

/// What was typed goes before what is in the file.
fn take(config: &mut Config, arguments: Serve) {
    config.listen = arguments.listen.unwrap_or(config.listen);
    config.behind_proxy = arguments.behind_proxy.unwrap_or_else(|| config.behind_proxy.clone());
    if arguments.tls.is_some() {
        config.tls = Tls::SelfSigned;
    }
    if let (Some(certificate), Some(key)) = (arguments.tls_cert, arguments.tls_key) {
        config.tls = Tls::Files;
        config.tls_certificate = certificate;
        config.tls_key = key;
    }
}

/// SIGTERM, or Ctrl-C.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate()).context("Listen for SIGTERM")?,
            interrupt: signal(SignalKind::interrupt()).context("Listen for Ctrl-C")?,
        })
    }

    #[cfg(not(unix))]
    fn new() -> Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            biased;
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
