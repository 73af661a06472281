//! Being admitted: registering, signing in, passwords and tokens. Knows which calls that takes, and nothing of sockets.

mod codes;
mod contact;
mod credentials;
mod own;
mod password;
mod token;

pub(crate) use codes::{contacts, prove_contact, remove_contact, send_code, send_proof, sign_in_with_code};
pub(crate) use credentials::{Tokens, forget, keep, replace, tokens};
pub(crate) use own::{ask, delete, devices, end_device, must_offer, renew_recovery_code};
pub(crate) use password::{change_password, register, reset_password, sign_in};
pub(crate) use token::{Renewal, renew, renew_token, sign_in_with_token};

use protocol::rest::user::GetUsersInfoReq;

use crate::calls::Part;
use crate::profile;
use crate::server::Found;
use crate::store::account::Owner;
use crate::view::SecretStore;

/// Somebody whom a server admits.
pub(crate) struct Admitted {
    pub(crate) owner: Owner,
    pub(crate) tokens: Tokens,
}

impl Admitted {
    /// Asks what the person is called. Signing in works without: the first sync asks too.
    async fn introduce(mut self, found: &Found) -> Self {
        let request = GetUsersInfoReq {
            user_ids: vec![self.owner.user_id.clone()],
        };
        if let Ok(told) = found.rest.call(Part::Api, &self.tokens.im, &request).await
            && let Some(own) = told
                .users_info
                .into_iter()
                .find(|info| info.user_id == self.owner.user_id)
        {
            self.owner.status = profile::status(&own.ex);
            self.owner.nickname = own.nickname;
            self.owner.face_url = own.face_url;
        }
        self
    }

    fn new(found: &Found, user_id: String, account: String, tokens: Tokens) -> Self {
        let owner = Owner {
            address: found.address.to_string(),
            server_kind: found.kind,
            server_id: found.told.server_id.clone(),
            epoch: found.told.epoch.clone(),
            server_name: found.told.name.clone(),
            max_message: found.told.max_message_bytes,
            max_file: found.told.max_file_bytes,
            features: found.told.features.join(" "),
            revoke_ms: found.told.revoke_ms,
            user_id,
            has_password: !account.is_empty(),
            account,
            nickname: String::new(),
            face_url: String::new(),
            status: String::new(),
            fingerprint: found.rest.pin().map(|pin| pin.to_string()).unwrap_or_default(),
            renew_url: String::new(),
            secret_store: SecretStore::Keychain,
            signed_in: true,
            added: 0,
        };
        Self { owner, tokens }
    }
}
