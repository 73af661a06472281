//! Under which addresses others on the network may reach this computer. Guesses which are worth trying first; only the
//! network knows which answer.

use std::net::{IpAddr, Ipv4Addr};

/// How the interfaces of virtual machines, containers and tunnels begin: others seldom reach anything there.
const VIRTUAL: [&str; 13] = [
    "br-",
    "docker",
    "lxc",
    "podman",
    "tap",
    "tun",
    "utun",
    "vboxnet",
    "veth",
    "vethernet",
    "virbr",
    "vmnet",
    "wg",
];

/// Best first.
pub(super) fn of_this_computer(port: u16) -> Vec<String> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!("The addresses of this computer could not be read: {error}");
        Vec::new()
    });
    let found = found.into_iter().filter_map(|interface| match interface.ip() {
        IpAddr::V4(ip) => Some((interface.name, ip)),
        IpAddr::V6(_) => None,
    });
    ranked(found.collect())
        .into_iter()
        .map(|ip| format!("https://{ip}:{port}"))
        .collect()
}

fn ranked(mut found: Vec<(String, Ipv4Addr)>) -> Vec<Ipv4Addr> {
    found.retain(|(_, ip)| !ip.is_loopback() && !ip.is_link_local() && !ip.is_unspecified());
    found.sort_by_key(|(name, ip)| {
        let name = name.to_ascii_lowercase();
        let unlikely = VIRTUAL.iter().any(|start| name.starts_with(start));
        (unlikely, !ip.is_private(), *ip)
    });
    found.dedup_by_key(|(_, ip)| *ip);
    found.into_iter().map(|(_, ip)| ip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_at_home_comes_first() {
        let found = [
            ("lo", [127, 0, 0, 1]),
            ("docker0", [172, 17, 0, 1]),
            ("eth1", [203, 0, 113, 9]),
            ("eth0", [169, 254, 3, 3]),
            ("wlan0", [192, 168, 1, 20]),
        ];
        let found = found.map(|(name, ip)| (name.to_owned(), Ipv4Addr::from(ip)));
        let best = [[192, 168, 1, 20], [203, 0, 113, 9], [172, 17, 0, 1]].map(Ipv4Addr::from);
        assert_eq!(ranked(found.into()), best);
    }
}
