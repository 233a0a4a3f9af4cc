import SalesAWS
import SalesCore

/// What is set of the archive.
extension AppSettings {
    /// What is set, as it stands there.
    struct Archive: Sendable {
        var place: String?
        /// When `watch` runs it; nil where it does not.
        var schedule: ArchiveSchedule?
        var settings = PriceArchive.Settings()
        var region: String?
        var endpoint: String?
        var addressing: S3Place.Addressing?
        var encryption: S3Encryption?
    }

    static func archive(_ read: SettingReader) throws(CommandFailure) -> Archive {
        var archive = Archive()
        archive.place = try read.text("archive.to")
        archive.schedule = try read.timeOfDay("archive.schedule")
        let coding = try read.text("archive.coding").flatMap { ArchiveCoding(rawValue: $0.lowercased()) }
        let megabytes = try read.whole("archive.part_size")
        archive.settings.plan = ArchivePlan(
            partBytes: megabytes.map { $0 << 20 } ?? ArchivePlan.standardPartBytes,
            coding: coding ?? .none
        )
        for kind in Retained.allCases {
            guard let kept = try read.duration("archive.keep_\(kind.rawValue)") else { continue }
            archive.settings.retention[kind] = kept
        }
        if let kept = try read.duration("archive.keep_restored") { archive.settings.restored = kept }
        archive.region = try read.text("archive.s3.region")
        archive.endpoint = try read.text("archive.s3.endpoint")
        archive.addressing = try read.text("archive.s3.addressing").map {
            $0.lowercased() == "host" ? .virtualHost : .path
        }
        switch try read.text("archive.s3.encryption")?.lowercased() {
        case "aes256": archive.encryption = .aes256
        case "kms": archive.encryption = .kms(keyID: try read.text("archive.s3.kms_key"))
        default: break
        }
        return archive
    }

    /// Where the archive is.
    ///
    /// - Parameters:
    ///   - flag: what the option says.
    ///   - option: which names the place.
    func archivePlace(_ flag: String?, by option: String = "--to") throws(CommandFailure) -> ArchivePlace {
        guard let text = flag ?? archive.place else {
            throw CommandFailure(
                .usage,
                "Where shall the archive be? Write --to \(ArchivePlace.help) Or set archive.to in the configuration file."
            )
        }
        do {
            return try ArchivePlace(text, home: aws.homeFolder)
        } catch {
            guard flag == nil else { throw CommandFailure(.usage, "\(option): \(error.words)") }
            throw origins.failure("archive.to", "cannot be used. \(error.words)")
        }
    }

    /// A bucket as a place of S3.
    func s3Place(_ bucket: String, _ prefix: String) throws(CommandFailure) -> S3Place {
        let endpoint = try archive.endpoint.map { text throws(CommandFailure) in
            try Self.url(text, of: "archive.s3.endpoint", origins)
        }
        let name = archive.region ?? aws.variables["AWS_REGION"] ?? aws.variables["AWS_DEFAULT_REGION"]
        guard let name = name ?? (endpoint == nil ? nil : "us-east-1") else {
            throw origins.failure(
                "archive.s3.region",
                "is not set, nor is AWS_REGION: in which region of AWS is the bucket, such as eu-central-1?"
            )
        }
        guard let region = AWSRegion(name) else {
            throw origins.failure("archive.s3.region", "is no region of AWS; those are written like eu-central-1.")
        }
        do {
            return try S3Place(
                bucket: bucket,
                prefix: prefix,
                region: region,
                endpoint: endpoint,
                addressing: archive.addressing
            )
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }
}
