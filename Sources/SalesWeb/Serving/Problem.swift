import Foundation
internal import HTTPTypes
import SalesCore

/// Why a request was not done, as RFC 9457 has it: an answer of `application/problem+json`.
///
/// Its words are for whoever asked: what happened and what to do. They name no table, no file and no other person.
struct Problem: Error, Hashable, Sendable {
    /// A kind of failure: programs go by its name, which never changes.
    struct Kind: Hashable, Sendable {
        let name: String
        let status: HTTPResponse.Status
        let title: String

        init(_ name: String, _ status: HTTPResponse.Status, _ title: String) {
            self.name = name
            self.status = status
            self.title = title
        }
    }

    /// What is wrong with one member of a body or one parameter.
    struct Fault: Hashable, Sendable, Encodable {
        /// The member as a JSON pointer (RFC 6901), or the name of the parameter.
        let at: String
        /// What is wrong with it, for the person who filled it in.
        let detail: String
    }

    let kind: Kind
    /// A sentence or two about this time.
    let detail: String
    /// What is wrong with which part of the request; empty where it is not one part.
    var faults: [Fault] = []
    /// The prices of which one must be chosen.
    var candidates: [ExtractionReport.Entry] = []
    /// Fields that go with the answer.
    var fields: HTTPFields = [:]

    init(_ kind: Kind, _ detail: String, faults: [Fault] = [], fields: HTTPFields = [:]) {
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.fields = fields
    }
}

extension Problem.Kind {
    static let malformed = Self("malformed", .badRequest, "The request cannot be read")
    static let unauthenticated = Self("unauthenticated", .unauthorized, "Sign in first")
    static let crossSite = Self("cross-site", .forbidden, "The request came from another site")
    static let notFound = Self("not-found", .notFound, "There is no such thing")
    static let methodNotAllowed = Self("method-not-allowed", .methodNotAllowed, "That cannot be done here")
    static let tooLarge = Self("too-large", .contentTooLarge, "The request is too large")
    static let unsupportedType = Self("unsupported-type", .unsupportedMediaType, "The body is of another type")
    static let invalid = Self("invalid", .unprocessableContent, "Something in the request is wrong")
    static let failed = Self("failed", .internalServerError, "That did not work")
    static let unavailable = Self("unavailable", .serviceUnavailable, "That does not work just now")
}

extension Problem: Encodable {
    /// What the names of kinds are parts of: a URN, since the address of an installation is its own.
    static let typePrefix = "urn:sales-tracker:problem:"

    private enum Member: String, CodingKey {
        case type, title, status, detail, errors, candidates
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(Self.typePrefix + kind.name, forKey: .type)
        try members.encode(kind.title, forKey: .title)
        try members.encode(kind.status.code, forKey: .status)
        try members.encode(detail, forKey: .detail)
        if !faults.isEmpty { try members.encode(faults, forKey: .errors) }
        if !candidates.isEmpty { try members.encode(candidates, forKey: .candidates) }
    }

    /// The answer that says it.
    var answer: WebAnswer {
        var answer = WebAnswer.json(self, status: kind.status)
        answer.fields[.contentType] = "application/problem+json"
        answer.fields.append(contentsOf: fields)
        return answer
    }
}
