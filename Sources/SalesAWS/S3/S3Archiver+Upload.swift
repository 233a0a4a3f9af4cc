internal import Foundation
internal import HTTPTypes
internal import SalesCore

/// Objects that go in parts.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html.
extension S3Archiver {
    /// A part that is there.
    private struct Part {
        let number: Int
        let tag: String
        let checksum: String?
    }

    /// Writes an object in parts, which become an object only all together.
    func upload(_ bytes: [UInt8], to key: String) async throws(S3Trouble) -> ArchiveWrite {
        // Before so much is sent for nothing.
        if let present = try await compare(bytes, with: key) { return present }
        var turns = caller.begin()
        while true {
            if let result = try await uploadOnce(bytes, to: key) { return result }
            try await caller.pause(after: .lostUpload(caller.place), &turns)
        }
    }

    /// One upload, given back unless it became the object; nil where it is to be begun anew.
    private func uploadOnce(_ bytes: [UInt8], to key: String) async throws(S3Trouble) -> ArchiveWrite? {
        let upload = try await create(key)
        let result: ArchiveWrite?
        do {
            let parts = try await send(bytes, to: key, of: upload)
            result = try await complete(upload, of: key, with: parts, bytes)
        } catch {
            await abort(upload, of: key)
            throw error
        }
        if result != .written { await abort(upload, of: key) }
        return result
    }

    private func create(_ key: String) async throws(S3Trouble) -> String {
        var request = AWSRequest(.post, try caller.url(of: key, [("uploads", "")]))
        request.fields[.contentType] = Self.contentType(of: key)
        for field in options.encryption?.fields ?? [:] { request.fields.append(field) }
        if options.sendsChecksums { request.fields[.amzChecksumAlgorithm] = "SHA256" }
        request.limits = S3Limits.creation
        let text = String(decoding: try await created(by: request).body, as: UTF8.self)
        guard let upload = XMLText.first("UploadId", in: text), !upload.isEmpty else {
            throw S3Trouble(brokenAt: caller.place, "an upload without a name")
        }
        return upload
    }

    /// The answer to a request that makes something, waited for even where this is cancelled meanwhile: what was made can
    /// be given back only by its name.
    private func created(by request: AWSRequest) async throws(S3Trouble) -> FetchResponse {
        var turns = caller.begin()
        while true {
            let attempt = Task { [caller] in await caller.outcome(of: request) }
            switch await attempt.value {
            case .success(let response): return response
            case .failure(let trouble): try await caller.pause(after: trouble, &turns)
            }
        }
    }

    /// One part after the other, so that no more than one is in memory a second time.
    private func send(_ bytes: [UInt8], to key: String, of upload: String) async throws(S3Trouble) -> [Part] {
        var parts: [Part] = []
        for (index, start) in stride(from: 0, to: bytes.count, by: partBytes).enumerated() {
            let number = index + 1
            let piece = Array(bytes[start..<min(start + partBytes, bytes.count)])
            let url = try caller.url(of: key, [("partNumber", "\(number)"), ("uploadId", upload)])
            let request = carrying(piece, .put, at: url)
            let response = try await caller.send(request)
            guard let tag = response.fields[.eTag], !tag.isEmpty else {
                throw S3Trouble(brokenAt: caller.place, "a part without a tag")
            }
            parts.append(Part(number: number, tag: tag, checksum: request.fields[.amzChecksumSHA256]))
        }
        return parts
    }

    /// Makes an object of the parts; nil where the upload is to be begun anew.
    private func complete(
        _ upload: String,
        of key: String,
        with parts: [Part],
        _ bytes: [UInt8]
    ) async throws(S3Trouble) -> ArchiveWrite? {
        var request = AWSRequest(
            .post,
            try caller.url(of: key, [("uploadId", upload)]),
            fields: [.contentType: "application/xml", .ifNoneMatch: "*"],
            body: Array(Self.document(parts).utf8)
        )
        request.limits = S3Limits.completion
        var turns = caller.begin()
        while true {
            do {
                _ = try await caller.attempt(request)
                return .written
            } catch {
                if error.isTaken { condition.prove() }
                // It is gone where it became the object and the answer was lost, too.
                if error.isTaken || error.code == "NoSuchUpload" { return try await compare(bytes, with: key) }
                // S3 asks for all parts again then.
                if error.status == 409 { return nil }
                try await caller.pause(after: error, &turns)
            }
        }
    }

    /// Gives an upload back, of which the parts cost as much as an object.
    private func abort(_ upload: String, of key: String) async {
        guard let url = caller.place.url(of: key, [("uploadId", upload)]) else { return }
        var request = AWSRequest(.delete, url)
        request.limits = S3Limits.abandonment
        let (caller, abandoned) = (caller, request)
        // In a task of its own: what was cancelled gives back what it took, too. What is not given back now, the bucket's
        // own rules remove.
        _ = await Task { await caller.outcome(of: abandoned) }.value
    }

    private static func document(_ parts: [Part]) -> String {
        let elements = parts.map { part in
            let checksum = part.checksum.map { "<ChecksumSHA256>\($0)</ChecksumSHA256>" } ?? ""
            let tag = "<ETag>\(XMLText.escaped(part.tag))</ETag>"
            return "<Part>\(checksum)\(tag)<PartNumber>\(part.number)</PartNumber></Part>"
        }
        return "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(elements.joined())"
            + "</CompleteMultipartUpload>"
    }
}

extension S3Trouble {
    /// An upload that came to nothing, and may come to something when it is begun anew.
    fileprivate static func lostUpload(_ place: S3Place) -> S3Trouble {
        S3Trouble(
            isPassing: true,
            error: ArchiveError(
                .unavailable,
                advice: .later(after: nil),
                message: "\(place.host) lost an upload in parts, several times. Look for who ends uploads there."
            )
        )
    }
}
