internal import HTTPTypes
public import SalesCore
public import SalesCurl

/// An archive in a bucket of Amazon S3, or of any service that speaks its protocol and knows conditional writes.
///
/// Nothing is ever overwritten: every object is written with `If-None-Match: *`, which the service answers with 412
/// where the key is taken; what is there is read and compared then. A service that ignores the condition is found out
/// with the first write and refused. Nothing is ever deleted, but uploads in parts that came to nothing are given back;
/// give the bucket a rule that ends incomplete uploads as well, for those of programs that were killed.
///
/// What may pass is tried again: conflicts (409), errors of the service (500, 503), timeouts and broken connections, up
/// to six times within three minutes with growing waits. After an attempt without an answer it is looked whether the
/// object is there by now, so that a write that S3 did and could not tell of is no failure.
///
/// In memory are the object as it was given and a part of it, or what is there and what should be.
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html.
public struct S3Archiver: Archiver {
    /// How objects are written.
    public struct Options: Hashable, Sendable {
        /// How the service encrypts them; nil leaves that to the bucket.
        public var encryption: S3Encryption?
        /// Objects that are larger go in parts of this size, in bytes: held to ``leastPartBytes`` and
        /// ``mostPartBytes``.
        ///
        /// Nil is 16 MiB at Amazon S3, and no parts elsewhere: other services, SeaweedFS 4.48 among them, may let two
        /// that complete uploads of one key at the same moment both win, so that one object is overwritten.
        public var partBytes: Int?
        /// Whether SHA-256 checksums go along for the service to keep (`x-amz-checksum-sha256`).
        ///
        /// A few services do not know them. What is sent is protected without them as well (`x-amz-content-sha256`).
        public var sendsChecksums: Bool

        /// Options: no encryption of its own, parts as the place bears them, and checksums, unless given.
        public init(encryption: S3Encryption? = nil, partBytes: Int? = nil, sendsChecksums: Bool = true) {
            self.encryption = encryption
            self.partBytes = partBytes.map { min(max($0, Self.leastPartBytes), Self.mostPartBytes) }
            self.sendsChecksums = sendsChecksums
        }

        /// 5 MiB; S3 takes no smaller ones.
        public static let leastPartBytes = 5 << 20
        /// 64 MiB, since a part is in memory a second time.
        public static let mostPartBytes = 64 << 20
        /// 16 MiB.
        static let usualPartBytes = 16 << 20
    }

    /// What the engine of the client may hold open: one object of the largest size that is read, and a little beside.
    public static let engineLimits = CurlEngine.Limits(
        connections: 32,
        connectionsPerHost: 16,
        bufferedBytes: ArchiveLimits.objectBytes + (4 << 20),
        bodyBytes: ArchiveLimits.objectBytes
    )

    let caller: S3Caller
    let options: Options
    /// Objects that are larger go in parts of this size.
    let partBytes: Int
    let condition: S3Condition

    /// An archive in a bucket that is there already.
    ///
    /// - Parameters:
    ///   - place: The bucket, and what keys have before them in it.
    ///   - options: How objects are written.
    ///   - client: What sends, on an engine for trusted endpoints with ``engineLimits``.
    ///   - random: Where the chance in waits comes from.
    public init(
        in place: S3Place,
        options: Options = Options(),
        client: AWSClient,
        random: RandomSource = .system
    ) {
        self.init(
            caller: S3Caller(client: client, place: place, random: random),
            options: options,
            partBytes: options.partBytes ?? (place.isAmazon ? Options.usualPartBytes : ArchiveLimits.objectBytes)
        )
    }

    /// An archive with parts of any size, for tests.
    init(caller: S3Caller, options: Options, partBytes: Int) {
        self.caller = caller
        self.options = options
        self.partBytes = partBytes
        condition = S3Condition()
    }

    /// Writes an object if the key is free; see ``SalesCore/Archiver/write(_:to:)``.
    ///
    /// - Throws: ``SalesCore/ArchiveErrorCode/denied``, ``SalesCore/ArchiveErrorCode/full``,
    ///   ``SalesCore/ArchiveErrorCode/unavailable`` where the service, the bucket or the region is not there,
    ///   ``SalesCore/ArchiveErrorCode/corrupt`` where what arrives is not what was sent,
    ///   ``SalesCore/ArchiveErrorCode/invalidArgument``, ``SalesCore/ArchiveErrorCode/cancelled``, and
    ///   ``SalesCore/ArchiveErrorCode/other`` where the service does not know conditional writes.
    @inline(never)
    public func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        try ArchiveLimits.check(bytes, for: key)
        do {
            return bytes.count <= partBytes ? try await put(bytes, to: key) : try await upload(bytes, to: key)
        } catch {
            throw error.error
        }
    }

    /// The bytes of an object, or nil; an object that is not whole, or not what its checksum says, is asked for again.
    ///
    /// - Throws: as ``write(_:to:)``.
    @inline(never)
    public func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        guard ArchiveLimits.isKey(key) else { return nil }
        do {
            return try await caller.object(key)
        } catch {
            throw error.error
        }
    }

    /// The keys that begin with a prefix, in byte order; see ``SalesCore/Archiver/list(prefix:after:limit:)``.
    ///
    /// What stands in the bucket under names that are no keys is left out.
    /// - Throws: as ``write(_:to:)``; ``SalesCore/ArchiveErrorCode/other`` where the service does not list in the order
    ///   of bytes as ``S3Place/Listing/keys`` needs it.
    @inline(never)
    public func list(
        prefix: String,
        after token: PageToken?,
        limit: Int
    ) async throws(ArchiveError) -> Page<String> {
        try ArchiveLimits.check(token)
        do {
            switch caller.place.listing {
            case .keys: return try await keys(prefix: prefix, after: token, limit: limit)
            case .folders: return try await walk(prefix: prefix, after: token, limit: limit)
            }
        } catch {
            throw error.error
        }
    }

    /// What a key that is taken means for a write; nil where it is free.
    func compare(
        _ bytes: [UInt8],
        with key: String,
        asking other: S3Caller? = nil
    ) async throws(S3Trouble) -> ArchiveWrite? {
        guard let present = try await (other ?? caller).object(key) else { return nil }
        return present == bytes ? .alreadyThere : .conflict
    }
}

/// How a service encrypts objects that are written.
public enum S3Encryption: Hashable, Sendable {
    /// With keys of the service's own (SSE-S3).
    case aes256
    /// With a key in KMS: its identifier or ARN, or AWS's own where it is nil (SSE-KMS).
    case kms(keyID: String?)

    var fields: HTTPFields {
        switch self {
        case .aes256: return [.amzEncryption: "AES256"]
        case .kms(let keyID):
            var fields: HTTPFields = [.amzEncryption: "aws:kms"]
            fields[.amzEncryptionKeyID] = keyID
            return fields
        }
    }
}
