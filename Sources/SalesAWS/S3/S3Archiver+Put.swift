internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import SalesCore

extension S3Archiver {
    /// Writes an object with one request.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html.
    func put(_ bytes: [UInt8], to key: String) async throws(S3Trouble) -> ArchiveWrite {
        var request = carrying(bytes, .put, at: try caller.url(of: key))
        request.fields[.ifNoneMatch] = "*"
        request.fields[.contentType] = Self.contentType(of: key)
        for field in options.encryption?.fields ?? [:] { request.fields.append(field) }
        var turns = caller.begin()
        while true {
            let trouble: S3Trouble
            do {
                _ = try await caller.attempt(request)
                try await proveCondition(with: request)
                return .written
            } catch {
                trouble = error
            }
            if trouble.isTaken {
                condition.prove()
                if let present = try await compare(bytes, with: key) { return present }
            }
            try await caller.pause(after: trouble.isTaken ? .gone(key, caller.place) : trouble, &turns)
            if trouble.isUncertain, let present = await glance(bytes, at: key) { return present }
        }
    }

    /// Whether an object is there of which nobody said that it was written: the answer may be all that was lost.
    ///
    /// One look and no more; what it does not see, the next attempt finds.
    private func glance(_ bytes: [UInt8], at key: String) async -> ArchiveWrite? {
        do {
            return try await compare(bytes, with: key, asking: caller.once)
        } catch {
            return nil
        }
    }

    /// A request that carries bytes, with their hash for the signature and, where it is wanted, as a checksum.
    func carrying(_ bytes: [UInt8], _ method: AWSRequest.Method, at url: PageURL) -> AWSRequest {
        var request = AWSRequest(method, url, fields: [.contentType: Self.anyType], body: bytes)
        let digest = SHA256.hash(data: bytes)
        request.bodyHash = digest.hexadecimal
        if options.sendsChecksums { request.fields[.amzChecksumSHA256] = Data(digest).base64EncodedString() }
        request.limits = S3Limits.sending(bytes.count)
        return request
    }

    /// Holds a service to its condition once, by writing the same object again: where that is refused, as it must be,
    /// nothing was changed, and where it is not, the object is the same.
    private func proveCondition(with request: AWSRequest) async throws(S3Trouble) {
        guard !condition.isProven else { return }
        do {
            _ = try await caller.send(request)
        } catch {
            guard error.isTaken else { throw error }
            condition.prove()
            return
        }
        throw .unconditional(caller.place)
    }

    /// What people who open the bucket in a browser are shown it as.
    static func contentType(of key: String) -> String {
        switch key.split(separator: ".").last {
        case "csv": "text/csv; charset=utf-8"
        case "json": "application/json"
        case "gz": "application/gzip"
        case "zst": "application/zstd"
        default: anyType
        }
    }

    private static let anyType = "application/octet-stream"
}

extension S3Trouble {
    /// A key was taken, and nothing was there a moment later: somebody removes objects, or has just begun to write one.
    static func gone(_ key: String, _ place: S3Place) -> S3Trouble {
        S3Trouble(
            isPassing: true,
            error: ArchiveError(
                .unavailable,
                advice: .later(after: nil),
                message: "\(place.host) says that \(key) is taken, and that it is not there. Look for who deletes."
            )
        )
    }
}
