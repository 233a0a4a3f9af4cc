public import SalesCore

/// A bucket, or a part of one, at Amazon S3 or at any service that speaks its protocol.
public struct S3Place: Hashable, Sendable, CustomStringConvertible {
    /// Where the bucket's name stands in URLs.
    public enum Addressing: String, Sendable {
        /// Before the key: `https://s3.eu-central-1.amazonaws.com/bucket/key`.
        case path
        /// In the host: `https://bucket.s3.eu-central-1.amazonaws.com/key`.
        case virtualHost
    }

    /// How keys are listed.
    public enum Listing: String, Sendable {
        /// A thousand keys a request. Needs a service that lists in the order of bytes, as Amazon S3 does (but for
        /// directory buckets), and MinIO, Ceph and Cloudflare R2.
        case keys
        /// Folder by folder, with at least one request for each. Right at every service, SeaweedFS and Storj too.
        case folders
    }

    /// Why there can be no such place.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, as a sentence for people.
        public let description: String
    }

    /// The bucket's name.
    public let bucket: String
    /// What every key of the archive has before it in the bucket; empty, or with a slash at its end.
    public let prefix: String
    /// The region that the bucket is in, as signatures have it.
    public let region: AWSRegion
    /// How keys are listed.
    public let listing: Listing
    /// Whether it is at Amazon S3, and not at another service that speaks its protocol.
    let isAmazon: Bool
    /// The host, with the port where it is not the scheme's own, as messages name it.
    let host: String
    /// What the path of an object goes on behind.
    private let base: String
    /// The bucket itself.
    private let bucketText: String

    /// A place.
    ///
    /// - Parameters:
    ///   - bucket: By the rules of https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html.
    ///   - prefix: What keys have before them; a slash is put at its end where there is none. At most
    ///     ``maximumPrefixBytes`` bytes.
    ///   - region: The bucket's; services of others mostly take any, often `us-east-1`.
    ///   - endpoint: Where the service is; nil for Amazon S3 in the region. A path in it comes before the bucket.
    ///   - addressing: By path where an endpoint is given, or the bucket's name has dots, which certificates do not
    ///     cover; else by host.
    ///   - listing: By folders where an endpoint is given; else by keys.
    /// - Throws: ``Invalid``.
    public init(
        bucket: String,
        prefix: String = "",
        region: AWSRegion,
        endpoint: PageURL? = nil,
        addressing: Addressing? = nil,
        listing: Listing? = nil
    ) throws(Invalid) {
        guard Self.isBucket(bucket) else {
            throw Invalid(
                description: "“\(bucket)” is no name of a bucket: it has 3 to 63 small letters, digits, hyphens and "
                    + "dots, and begins and ends with a letter or digit."
            )
        }
        let whole = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
        guard Self.isPrefix(whole) else {
            throw Invalid(
                description: "“\(prefix)” cannot stand before keys: parts between single slashes, none of them “.” or "
                    + "“..”, without control characters, and at most \(Self.maximumPrefixBytes) bytes."
            )
        }
        guard endpoint?.query == nil else {
            throw Invalid(description: "The endpoint of S3 must have no query, as in https://minio.example:9000.")
        }
        let style = addressing ?? (endpoint == nil && !bucket.contains(".") ? .virtualHost : .path)
        let scheme = endpoint?.scheme.rawValue ?? "https"
        let service = endpoint?.authority ?? "s3.\(region.name).\(region.domain)"
        let path = endpoint.map { $0.path.hasSuffix("/") ? String($0.path.dropLast()) : $0.path } ?? ""
        host = style == .path ? service : "\(bucket).\(service)"
        base = "\(scheme)://\(host)\(path)" + (style == .path ? "/\(bucket)/" : "/")
        bucketText = style == .path ? String(base.dropLast()) : base
        self.bucket = bucket
        self.prefix = whole
        self.region = region
        isAmazon = endpoint == nil
        self.listing = listing ?? (isAmazon ? .keys : .folders)
        guard url() != nil else {
            throw Invalid(description: "The endpoint \(service) has no host that a bucket’s name can stand before.")
        }
    }

    /// The longest ``prefix``: keys of S3 have at most 1,024 bytes.
    public static let maximumPrefixBytes = 512

    /// `s3://bucket/prefix`.
    public var description: String { "s3://\(bucket)/\(prefix)" }

    /// The bucket at its host, for messages.
    var shown: String { "the bucket \(bucket) at \(host)" }

    /// The URL of an object, or of the bucket; nil where it would be too long.
    func url(of key: String? = nil, _ query: [(String, String)] = []) -> PageURL? {
        let place = key.map { base + AWSEscaping.encoded((prefix + $0).utf8, keepsSlash: true) } ?? bucketText
        let pairs = query.map { "\(AWSEscaping.encoded($0.utf8))=\(AWSEscaping.encoded($1.utf8))" }
        return try? PageURL(place + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")))
    }

    private static func isBucket(_ name: String) -> Bool {
        func isInner(_ byte: UInt8) -> Bool { isOuter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") }
        func isOuter(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: false
            }
        }
        let bytes = Array(name.utf8)
        guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isOuter(first) && isOuter(last) && bytes.allSatisfy(isInner) && !name.contains("..")
    }

    private static func isPrefix(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        guard text.utf8.count <= maximumPrefixBytes,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return false }
        return text.dropLast().split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
