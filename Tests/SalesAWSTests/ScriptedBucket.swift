import Crypto
import Foundation
import SalesCore
import SalesTesting

@testable import SalesAWS

/// What an S3 service keeps and answers, as its documentation has it.
struct ScriptedBucket {
    /// An answer.
    struct Answer {
        var status = 200
        var fields: [String] = []
        var body: [UInt8] = []

        static func error(_ status: Int, _ code: String) -> Answer {
            // With what services like to repeat, of which nothing may be told.
            let text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(code)</Code><Message>no</Message>"
                + "<StringToSign>s3cret-canary</StringToSign><RequestId>1</RequestId></Error>"
            return Answer(status: status, fields: ["Content-Type: application/xml"], body: Array(text.utf8))
        }
    }

    /// By key, without the prefix.
    var objects: [String: [UInt8]] = [:]
    var uploads: [String: [Int: [UInt8]]] = [:]
    var ignoresConditions = false
    private var checksums: [String: String] = [:]
    private var lastUpload = 0

    mutating func answer(_ call: ScriptedCall) -> Answer {
        if let broken = Self.checkBody(call) { return broken }
        switch call.operation {
        case .put:
            guard isFree(call) else { return .error(412, "PreconditionFailed") }
            objects[call.key] = call.request.body
            checksums[call.key] = call.request.field("x-amz-checksum-sha256")
            return Answer(fields: ["ETag: \"1\""])
        case .get:
            guard let bytes = objects[call.key] else { return .error(404, "NoSuchKey") }
            let checksum = checksums[call.key].map { ["x-amz-checksum-sha256: \($0)"] } ?? []
            return Answer(fields: ["ETag: \"1\""] + checksum, body: bytes)
        case .list: return list(call.query)
        case .create:
            lastUpload += 1
            uploads["upload-\(lastUpload)"] = [:]
            return Self.document("InitiateMultipartUploadResult", "<UploadId>upload-\(lastUpload)</UploadId>")
        case .part:
            guard let upload = call.query["uploadId"], let number = call.query["partNumber"].flatMap({ Int($0) }),
                uploads[upload] != nil
            else { return .error(404, "NoSuchUpload") }
            uploads[upload]?[number] = call.request.body
            return Answer(fields: ["ETag: \"part<\(number)>\""])
        case .complete: return complete(call)
        case .abort:
            uploads[call.query["uploadId"] ?? ""] = nil
            return Answer(status: 204)
        }
    }

    private mutating func complete(_ call: ScriptedCall) -> Answer {
        guard let parts = uploads[call.query["uploadId"] ?? ""] else { return .error(404, "NoSuchUpload") }
        guard isFree(call) else { return .error(412, "PreconditionFailed") }
        let text = String(decoding: call.request.body, as: UTF8.self)
        var bytes: [UInt8] = []
        for (number, part) in parts.sorted(by: { $0.key < $1.key }) {
            let tag = "<ETag>&quot;part&lt;\(number)&gt;&quot;</ETag>"
            guard text.contains("\(tag)<PartNumber>\(number)</PartNumber>") else { return .error(400, "InvalidPart") }
            bytes += part
        }
        objects[call.key] = bytes
        checksums[call.key] = "of-checksums-\(parts.count)"
        uploads[call.query["uploadId"] ?? ""] = nil
        return Self.document("CompleteMultipartUploadResult", "<ETag>\"1-\(parts.count)\"</ETag>")
    }

    private func isFree(_ call: ScriptedCall) -> Bool {
        ignoresConditions || call.request.field("If-None-Match") != "*" || objects[call.key] == nil
    }

    /// What arrived is held against the hashes that came with it.
    private static func checkBody(_ call: ScriptedCall) -> Answer? {
        let digest = SHA256.hash(data: call.request.body)
        guard call.request.field("x-amz-content-sha256") == digest.hexadecimal else {
            return .error(400, "XAmzContentSHA256Mismatch")
        }
        let checksum = call.request.field("x-amz-checksum-sha256")
        guard checksum == nil || checksum == Data(digest).base64EncodedString() else { return .error(400, "BadDigest") }
        return nil
    }

    private func list(_ query: [String: String]) -> Answer {
        let prefix = query["prefix"] ?? ""
        let start = query["continuation-token"] ?? query["start-after"] ?? ""
        let size = query["max-keys"].flatMap { Int($0) } ?? 1_000
        var found: [String] = []
        for key in objects.keys.map({ ScriptedS3.prefix + $0 }) where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            guard query["delimiter"] == "/", let slash = rest.firstIndex(of: "/") else {
                found.append(key)
                continue
            }
            let folder = prefix + rest[...slash]
            if !found.contains(folder) { found.append(folder) }
        }
        let sorted = found.filter { $0 > start }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let page = sorted.prefix(size)
        let elements = page.map { key in
            let text = AWSEscaping.encoded(key.utf8, keepsSlash: true)
            return key.hasSuffix("/")
                ? "<CommonPrefixes><Prefix>\(text)</Prefix></CommonPrefixes>"
                : "<Contents><Key>\(text)</Key><Owner><ID>1</ID></Owner><Size>1</Size></Contents>"
        }
        let isTruncated = page.count < sorted.count
        let next = isTruncated ? "<NextContinuationToken>\(page.last ?? "")</NextContinuationToken>" : ""
        return Self.document(
            "ListBucketResult",
            "<IsTruncated>\(isTruncated)</IsTruncated>\(next)<EncodingType>url</EncodingType>\(elements.joined())"
        )
    }

    private static func document(_ name: String, _ content: String) -> Answer {
        let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(name) xmlns=\"http://s3.example/doc/2006-03-01/\">"
        return Answer(fields: ["Content-Type: application/xml"], body: Array("\(start)\(content)</\(name)>\n".utf8))
    }
}
