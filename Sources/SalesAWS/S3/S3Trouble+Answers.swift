internal import Foundation
internal import HTTPTypes
internal import SalesCore
internal import SalesCurl

// The one place where what S3 answers, or the lack of it, becomes ours. No secret is in it: of requests nothing is
// quoted, and of answers only S3's code and message.
extension S3Trouble {
    /// No answer.
    init(_ failure: AWSFailure, at place: S3Place) {
        switch failure {
        case .credentials(let error): self.init(error, at: place)
        case .exchange(let error): self.init(error, at: place)
        }
    }

    private init(_ failure: CredentialError, at place: S3Place) {
        let code: ArchiveErrorCode =
            switch failure.reason {
            case .notConfigured, .unusable: .denied
            case .unavailable: .unavailable
            case .cancelled: .cancelled
            }
        self.init(
            isPassing: failure.reason == .unavailable,
            error: ArchiveError(
                code,
                advice: failure.advice,
                message: "Nothing was asked of \(place.shown). \(failure.message)"
            )
        )
    }

    private init(_ failure: FetchError, at place: S3Place) {
        let kind = failure.code.rawValue
        let words: (ArchiveErrorCode, String)
        switch failure.code {
        case .cancelled:
            self = .cancelled
            return
        case .tls where failure.advice == .never:
            words = (
                .unavailable,
                "\(place.host) could not prove who it is; nothing was sent. Check its certificate and tls.ca_file."
            )
        case .dns, .connection, .timeout, .tls:
            words = (.unavailable, "\(place.host) cannot be reached (\(kind)). Check the endpoint and the region.")
        case .unanswered:
            words = (.unavailable, "\(place.host) got a request and gave no whole answer. Check service and network.")
        case .tooLarge where failure.advice == .never:
            words = (.corrupt, "\(place.host) answered with more than an object of an archive has. Look what is there.")
        case .refused:
            words = (.denied, "The address of \(place.host) may not be contacted. Check the endpoint.")
        default:
            words = (.unavailable, "\(place.host) gave no answer that can be read (\(kind)). Check that it speaks S3.")
        }
        self.init(
            isPassing: failure.advice != .never,
            error: ArchiveError(words.0, advice: failure.advice, message: words.1)
        )
    }

    /// An answer that says it was done, and is broken.
    init(brokenAt place: S3Place, _ what: String) {
        let later = RetryAdvice.later(after: nil)
        let message = "\(place.host) answered with \(what), several times. Check the service and what lies between."
        self.init(isPassing: true, error: ArchiveError(.corrupt, advice: later, message: message))
    }

    /// An answer that says it was not done.
    init(_ response: FetchResponse, at place: S3Place, now: Timestamp) {
        let answer = AWSAnswer(response, at: now)
        let meaning = S3Meaning(answer)
        self.init(
            status: answer.status,
            code: answer.code,
            isPassing: meaning.isPassing,
            isExpired: meaning == .expired,
            wait: answer.wait,
            error: ArchiveError(
                meaning.code,
                advice: meaning.isPassing ? .later(after: answer.wait) : meaning.advice,
                message: Self.message(meaning, answer, response, place, now)
            )
        )
    }

    private static func message(
        _ meaning: S3Meaning,
        _ answer: AWSAnswer,
        _ response: FetchResponse,
        _ place: S3Place,
        _ now: Timestamp
    ) -> String {
        let said = "\(place.host) answered \(answer.quoted())."
        return switch meaning {
        case .passing: "\(said) It was tried several times; try again later."
        case .damaged:
            "What arrived at \(place.host) was not what was sent, several times. \(said) Check what lies between."
        case .full: "\(place.shown.capitalizedFirst) has no room left. \(said) Make room, or raise its quota."
        case .noBucket:
            "There is no bucket \(place.bucket) at \(place.host). Make it, or check its name and region. \(said)"
        case .unknownKey:
            "\(place.host) does not know the access key. Check the credentials, and whose they are. \(said)"
        case .wrongSecret:
            "The secret key is not the one of the access key, or the region is wrong. Check the credentials. \(said)"
        case .expired: "The temporary credentials have expired. Get new ones. \(said)"
        case .skewed: "\(skew(response, now)) at \(place.host), which refuses requests for that. Set the clock. \(said)"
        case .otherRegion: "\(otherRegion(response, place)) \(said)"
        case .glacier: "The object is in cold storage (Glacier). Bring it back there first, and try again. \(said)"
        case .unconditional:
            """
            \(place.host) does not know a part of S3 that the archive needs, probably If-None-Match, without which \
            objects may be overwritten. Use a service that has it. \(said)
            """
        case .denied:
            """
            \(place.host) does not allow this in the bucket \(place.bucket). Allow s3:PutObject, s3:GetObject and \
            s3:ListBucket; without the last S3 also says so of objects that are not there. \(said)
            """
        case .refused: "\(said) Check the bucket, the prefix and the options."
        }
    }

    private static func skew(_ response: FetchResponse, _ now: Timestamp) -> String {
        guard let theirs = response.fields[.date].flatMap(HTTPDate.moment) else {
            return "This machine’s clock differs from the one"
        }
        let seconds = (now - theirs).components.seconds
        let size = seconds.magnitude < 120 ? "\(seconds.magnitude) seconds" : "\(seconds.magnitude / 60) minutes"
        return "This machine’s clock is \(size) \(seconds < 0 ? "behind" : "ahead of") the one"
    }

    private static func otherRegion(_ response: FetchResponse, _ place: S3Place) -> String {
        let text = String(decoding: response.body, as: UTF8.self)
        let named = response.fields[.amzBucketRegion] ?? XMLText.first("Region", in: text)
        guard let region = named.flatMap({ AWSRegion($0) }), region != place.region else {
            return "The bucket \(place.bucket) is not in \(place.region). Check the region and the endpoint."
        }
        return "The bucket \(place.bucket) is in \(region), not in \(place.region). Set the region to \(region)."
    }
}

extension String {
    /// With its first letter as a sentence begins.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
