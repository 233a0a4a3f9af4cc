internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Says why a request could not be read, where the server by itself would say 400 and nothing else.
///
/// It stands in a connection's pipeline after what reads HTTP: it sees why that failed, and then the server's answer pass.
final class UnreadableRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: WebLimits
    /// Why nothing more of the connection can be read.
    private var problem: Problem?

    init(_ limits: WebLimits) {
        self.limits = limits
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError {
            problem = error == .headerOverflow ? Problem.fieldsTooLarge(limits) : Problem.noRequest
        }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // An answer of ours has a body.
        guard let problem, case .head(let head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headerFields[.contentLength] == "0"
        else {
            context.write(data, promise: promise)
            return
        }
        self.problem = nil
        let answer = problem.answer
        var fields = head.headerFields
        fields.append(contentsOf: answer.fields)
        fields[.contentLength] = "\(answer.body.count)"
        fields[.cacheControl] = "no-store"
        fields[.xContentTypeOptions] = "nosniff"
        let said = HTTPResponse(status: answer.status, headerFields: fields)
        context.write(wrapOutboundOut(.head(said)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: answer.body))), promise: promise)
    }
}
