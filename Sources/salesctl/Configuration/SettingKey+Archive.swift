extension SettingKey {
    /// Those of the archive.
    static let archive: [SettingKey] = [
        SettingKey(name: "archive.to", kind: .text, help: "Where days go: \(ArchivePlace.help)"),
        SettingKey(
            name: "archive.schedule",
            kind: .timeOfDay,
            help: "When `watch` or `serve` archives each day, by the store's zone: 00:05; never, if not given."
        ),
        SettingKey(
            name: "archive.coding",
            kind: .choice(["none", "gzip", "zstd"]),
            help: "How objects are packed, for days that are not begun yet; none."
        ),
        SettingKey(
            name: "archive.part_size",
            kind: .whole(1...64),
            help: "Where a day is cut into objects, in MiB before they are packed; 16."
        ),
        SettingKey(
            name: "archive.s3.region",
            kind: .text,
            help: "The region of the bucket; AWS_REGION, if not given, and us-east-1 at another service."
        ),
        SettingKey(
            name: "archive.s3.endpoint",
            kind: .text,
            help: "The URL of the service, where it is not Amazon's: https://minio.example:9000."
        ),
        SettingKey(
            name: "archive.s3.addressing",
            kind: .choice(["path", "host"]),
            help: "Where the bucket's name stands in URLs; in the path at another service than Amazon's."
        ),
        SettingKey(
            name: "archive.s3.encryption",
            kind: .choice(["bucket", "aes256", "kms"]),
            help: "How the service encrypts objects; as the bucket says."
        ),
        SettingKey(
            name: "archive.s3.kms_key",
            kind: .text,
            help: "The identifier or ARN of the key in KMS; AWS's own, if not given."
        ),
        keep("alerts", "Alerts that were told or given up", "90d"),
        keep("events", "Price changes whose alerts were all made", "7d"),
        keep("daily_prices", "The open, low, high and close of days that are archived", "400d"),
        keep("robots", "A host's robots.txt that nobody has asked for", "30d"),
        keep("restored", "Days that were brought back", "7d"),
    ]

    private static func keep(_ name: String, _ what: String, _ standard: String) -> SettingKey {
        SettingKey(
            name: "archive.keep_\(name)",
            kind: .duration(.seconds(86_400) ... .seconds(315_576_000)),
            help: "\(what) stay in the store for so long; \(standard)."
        )
    }
}
