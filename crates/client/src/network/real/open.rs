//! Names of the open network alone: whatever a name leads to on this computer or beside it is left out at the moment in
//! which the connection is made, so that a name cannot lead elsewhere after it was looked at.

use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::network::reach;

pub(super) struct OpenOnly;

impl Resolve for OpenOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|address| reach::is_public(address.ip())).collect();
            if open.is_empty() {
                return Err(io::Error::from(io::ErrorKind::AddrNotAvailable).into());
            }
            Ok::<Addrs, _>(Box::new(open.into_iter()))
        })
    }
}
