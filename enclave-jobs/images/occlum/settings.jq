# What differs from the Occlum.json that `occlum new` writes (Occlum 0.2x and 0.3x). All of it is measured.
.resource_limits.user_space_size = "16GB"
| .resource_limits.kernel_space_heap_size = "512MB"
| .resource_limits.max_num_of_threads = 64
| .process.default_heap_size = "64MB"
| .process.default_mmap_size = "6GB"
| .entry_points = ["/opt/parley"]
# The worker refuses variables that it does not know: none of the defaults (OCCLUM, HOME) may stay.
| .env.default = [
    "PATH=/opt/parley",
    "PARLEY_TEE=attestation:/dev/attestation",
    "PARLEY_STATE_FOLDER=/host/state"
  ]
| .env.untrusted = ["PARLEY_PLATFORM_URL", "PARLEY_PLATFORM_TOKEN"]
| .metadata.product_id = 1
| .metadata.version_number = 1
| .metadata.debuggable = false
