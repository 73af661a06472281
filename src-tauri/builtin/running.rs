//! One run of the server, from opening its data to its end. Knows nothing of why it starts or ends.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use client::{
    error::{Code, Result},
    settings::BuiltinSettings,
    view::Registration,
};
use server::{Config, Env, Server, config, tls};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::{
    copies::{self, Folders},
    listening::Listening,
    workers::{Work, Workers},
};

/// The ports of a first start, where nobody else has them.
const PORT: u16 = 10_002;
const NETWORK_PORT: u16 = 10_003;

pub(super) struct Running {
    pub(super) server: Server,
    pub(super) listening: Listening,
    serving: Vec<Work<()>>,
}

/// A server that does not accept anybody yet.
struct Opened {
    server: Server,
    listening: Listening,
    listeners: Vec<(TcpListener, Option<TlsAcceptor>)>,
}

impl Running {
    pub(super) async fn start(workers: &mut Workers, folders: &Folders, wanted: &BuiltinSettings) -> Result<Self> {
        let opened = workers.run(open(folders.clone(), wanted.clone())).await??;
        let mut serving = Vec::new();
        for (listener, acceptor) in opened.listeners {
            let server = opened.server.clone();
            serving.push(workers.start(async move { server.serve(listener, acceptor).await })?);
        }
        Ok(Self {
            server: opened.server,
            listening: opened.listening,
            serving,
        })
    }

    /// Lets everybody finish, and lets go of the data.
    pub(super) async fn stop(self, workers: &mut Workers) {
        let server = self.server;
        // What fails has been logged by whoever it befell; there is nothing left to end.
        let _ = workers.run(async move { server.shut_down().await }).await;
        for work in self.serving {
            let _ = work.end().await;
        }
    }
}

async fn open(folders: Folders, wanted: BuiltinSettings) -> Result<Opened> {
    let config = Config {
        registration: match wanted.registration {
            Registration::Open => config::Registration::Open,
            Registration::Invite => config::Registration::Invite,
            Registration::Closed => config::Registration::Closed,
        },
        server_api: false,
        // Whoever comes first is the one at this computer.
        first_is_admin: true,
        ..Config::default()
    };
    let server = Server::open(&folders.data, config, Env::real())
        .await
        .map_err(|error| {
            let code = copies::code(error.into());
            // Another profile that has it is nothing to complain of.
            if code != Code::FolderInUse {
                tracing::error!(?code, "The built-in server could not be opened");
            }
            code
        })?;
    match listen(&server, &folders, &wanted).await {
        Ok((listening, listeners)) => Ok(Opened {
            server,
            listening,
            listeners,
        }),
        Err(problem) => {
            server.shut_down().await;
            Err(problem)
        }
    }
}

async fn listen(
    server: &Server,
    folders: &Folders,
    wanted: &BuiltinSettings,
) -> Result<(Listening, Vec<(TcpListener, Option<TlsAcceptor>)>)> {
    let before = Listening::read(&folders.data);
    let (listener, port) = bind(Ipv4Addr::LOCALHOST, before.as_ref().map(|before| before.port), PORT).await?;
    let mut listening = Listening {
        port,
        server_id: server.id().to_owned(),
        network_port: before.and_then(|before| before.network_port),
        fingerprint: None,
    };
    let mut listeners = vec![(listener, None)];
    if wanted.network {
        let (listener, port) = bind(Ipv4Addr::UNSPECIFIED, listening.network_port, NETWORK_PORT).await?;
        let (fingerprint, acceptor) = identity(folders)?;
        listeners.push((listener, Some(acceptor)));
        listening.network_port = Some(port);
        listening.fingerprint = Some(fingerprint);
    }
    listening.write(&folders.data)?;
    Ok((listening, listeners))
}

fn identity(folders: &Folders) -> Result<(String, TlsAcceptor)> {
    let config = Config {
        tls: config::Tls::SelfSigned,
        ..Config::default()
    };
    match tls::identity(&config, &folders.data) {
        Ok(Some(identity)) => Ok((identity.fingerprint, TlsAcceptor::from(identity.config))),
        Ok(None) => Err(Code::Internal.into()),
        Err(error) => {
            tracing::error!("The built-in server has no certificate: {error:#}");
            Err(Code::Storage.into())
        }
    }
}

/// The port that people have written down is not given up for another; before there is one, any will do.
async fn bind(ip: Ipv4Addr, remembered: Option<u16>, first: u16) -> Result<(TcpListener, u16)> {
    let at = |port| SocketAddr::new(IpAddr::V4(ip), port);
    let listener = match remembered {
        Some(port) => TcpListener::bind(at(port)).await,
        None => match TcpListener::bind(at(first)).await {
            Ok(listener) => Ok(listener),
            Err(_) => TcpListener::bind(at(0)).await,
        },
    };
    let bound = listener.and_then(|listener| {
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    });
    bound.map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "The built-in server cannot listen");
        match error.kind() {
            // Windows refuses a port that another program has reserved.
            io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied => Code::PortTaken.into(),
            _ => Code::Network.into(),
        }
    })
}
