//! Where a file is fetched from, by an address that another person may have chosen. His own choice must not make this
//! computer speak to anything on it or beside it, nor tell anything but that somebody looks: of other hosts only those
//! that the whole network can reach are asked, without any token, and nothing but http is spoken. The own server is shown
//! the token, and only at the addresses by which the account knows it.

use url::{Host, Url};

use crate::network::reach;

/// A place to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// The account's own server, below its API.
    Own(String),
    /// As written; on the account's own host, whatever network that is in.
    SameHost(String),
    Elsewhere(String),
}

/// None where nobody is to be asked. `apis` are the account's addresses of its server's API, `server_id` the server's id
/// where it has told one.
pub(super) fn place(address: &str, apis: &[&str], server_id: &str) -> Option<Place> {
    let url = Url::parse(address).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    if !web || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    // What lies on this server is asked of it by the address that is known to lead there: the one who put it there may
    // have come by another.
    if let Some((_, name)) = url.path().split_once("/object/")
        && !server_id.is_empty()
        && name.split('/').nth(1) == Some(server_id)
    {
        // How large a picture is wanted stands behind the name.
        let asked = url.query().map_or(String::new(), |asked| format!("?{asked}"));
        return Some(Place::Own(format!("/object/{name}{asked}")));
    }
    let same = apis
        .iter()
        .filter_map(|api| Url::parse(api).ok())
        .any(|api| api.host() == url.host());
    if same {
        return Some(Place::SameHost(url.into()));
    }
    let public = match url.host()? {
        Host::Ipv4(address) => reach::is_public(address.into()),
        Host::Ipv6(address) => reach::is_public(address.into()),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            name.contains('.')
                && ![".localhost", ".local", ".internal"]
                    .iter()
                    .any(|end| name.ends_with(end))
        }
    };
    public.then(|| Place::Elsewhere(url.into()))
}

#[cfg(test)]
mod tests {
    use super::{Place, place};

    const APIS: [&str; 2] = ["https://chat.example.org/api", "http://127.0.0.1:10002/api"];

    #[test]
    fn a_hostile_address_leads_nowhere() {
        for address in [
            "",
            "face.png",
            "//evil.example/a",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            "ftp://example.org/a.png",
            "selkie://join",
            "http://localhost/shutdown",
            "http://localhost./shutdown",
            "http://router/reboot",
            "http://printer.local/print",
            "http://192.168.1.1/reboot",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[fd00::1]/",
            "http://0.0.0.0/",
            "http://user:password@example.org/a.png",
        ] {
            let apis = &APIS[..1];
            assert_eq!(place(address, apis, "5e1"), None, "{address}");
        }
    }

    #[test]
    fn what_lies_on_the_own_server_is_asked_of_it() {
        let own = Some(Place::Own("/object/7/5e1/abc/face.png".to_owned()));
        for base in [
            "http://127.0.0.1:1",
            "https://10.1.1.1/api",
            "http://elsewhere.example/app/k",
        ] {
            assert_eq!(place(&format!("{base}/object/7/5e1/abc/face.png"), &APIS, "5e1"), own);
        }
        let small = "http://127.0.0.1:1/object/7/5e1/abc/a.jpg?type=image&width=640";
        let small_there = Place::Own("/object/7/5e1/abc/a.jpg?type=image&width=640".to_owned());
        assert_eq!(place(small, &APIS, "5e1"), Some(small_there));
        let other = "https://pictures.example.org/object/7/other/abc/face.png";
        assert_eq!(place(other, &APIS, "5e1"), Some(Place::Elsewhere(other.to_owned())));
        assert_eq!(place(other, &APIS, ""), Some(Place::Elsewhere(other.to_owned())));
        for same in ["http://127.0.0.1:9000/openim/a?x=1", "https://chat.example.org/a.png"] {
            assert_eq!(place(same, &APIS, ""), Some(Place::SameHost(same.to_owned())));
        }
    }
}
