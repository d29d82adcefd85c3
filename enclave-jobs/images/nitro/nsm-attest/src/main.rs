//! Asks the Nitro Secure Module for an attestation document over a file of user data, and writes it to standard
//! output: `nsm-attest --user-data FILE`. Called by the worker (enclave-jobs/attestation/collect/nitro.ts), because
//! Node.js has no ioctl. Nothing is written unless there is a whole document; ends with 1 otherwise.

use std::env::args_os;
use std::fs::read;
use std::io::{stdout, Write};
use std::process::ExitCode;

use aws_nitro_enclaves_nsm_api::api::{Request, Response};
use aws_nitro_enclaves_nsm_api::driver::{nsm_exit, nsm_init, nsm_process_request};
use serde_bytes::ByteBuf;

/// The module's own bound.
const USER_DATA_BYTES_MAX: usize = 512;

fn user_data() -> Result<Vec<u8>, String> {
    let arguments: Vec<_> = args_os().skip(1).collect();
    let [option, file] = arguments.as_slice() else {
        return Err("use: nsm-attest --user-data FILE".into());
    };
    if option != "--user-data" {
        return Err("use: nsm-attest --user-data FILE".into());
    }
    let data = read(file).map_err(|error| format!("user data: {error}"))?;
    if data.is_empty() || data.len() > USER_DATA_BYTES_MAX {
        return Err(format!("user data: {} bytes", data.len()));
    }
    Ok(data)
}

fn document(data: Vec<u8>) -> Result<Vec<u8>, String> {
    let module = nsm_init();
    if module < 0 {
        return Err("/dev/nsm: cannot be opened".into());
    }
    // No nonce and no public key: the user data are the hash of everything that is to be bound.
    let request = Request::Attestation {
        user_data: Some(ByteBuf::from(data)),
        nonce: None,
        public_key: None,
    };
    let response = nsm_process_request(module, request);
    nsm_exit(module);
    match response {
        Response::Attestation { document } => Ok(document),
        Response::Error(code) => Err(format!("/dev/nsm: {code:?}")),
        _ => Err("/dev/nsm: another answer".into()),
    }
}

fn main() -> ExitCode {
    let written = user_data().and_then(document).and_then(|bytes| {
        stdout()
            .write_all(&bytes)
            .map_err(|error| error.to_string())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("nsm-attest: {words}");
            ExitCode::FAILURE
        }
    }
}
