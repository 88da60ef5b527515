import APIKeys
import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import Testing
import Web

@testable import Server

/// A client that goes away while its request is worked on.
@Suite struct HangUpTests {
    /// What the handler of a request saw, step by step.
    private enum Step: Sendable, Equatable {
        case begun(isConnected: Bool)
        case clientGone
        case recorded(status: Int)
    }

    /// A server whose one route waits until its client is gone, and what it and the middleware around it saw.
    private static func watch(_ request: String, leave: @escaping @Sendable (any Channel) async throws -> Void) async throws
        -> [Step]
    {
        let (steps, saw) = AsyncStream.makeStream(of: Step.self)
        let router = Router(context: AppContext.self)
        router.addMiddleware { StatusWatcher { saw.yield(.recorded(status: $0)) } }
        router.addMiddleware {
            RequestMiddleware(
                recorder: RequestRecorder(metrics: RequestMetrics(factory: PrometheusRegistry()), log: .none),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ) { error, _, _ in
                Response(status: (error as? any HTTPResponseError)?.status ?? .internalServerError)
            }
        }
        router.get("wait") { _, context in
            saw.yield(.begun(isConnected: context.isConnected))
            while context.isConnected { try await Task.sleep(for: .milliseconds(1)) }
            saw.yield(.clientGone)
            return Response(status: .ok)
        }
        router.post("take") { request, context in
            saw.yield(.begun(isConnected: context.isConnected))
            return Response(status: .ok, body: ResponseBody(byteBuffer: try await request.body.collect(upTo: 1000)))
        }
        let settings = try await Settings.read(flags: [:], environment: [:])
        let recorder = RequestRecorder(metrics: RequestMetrics(factory: PrometheusRegistry()), log: .none)
        let application = Application(
            router: router, server: try server(settings, DirectRoutes(recorder: recorder, clock: WallClock.system.moment)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.live) { client in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
                .connect(host: "127.0.0.1", port: try #require(client.port)).get()
            try await channel.writeAndFlush(ByteBuffer(string: request))
            var seen: [Step] = []
            for await step in steps {
                seen.append(step)
                if case .begun = step { try await leave(channel) }
                if case .recorded = step { break }
            }
            try? await channel.close()
            return seen
        }
    }

    private struct StatusWatcher: RouterMiddleware {
        let saw: @Sendable (Int) -> Void

        func handle(
            _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
        ) async throws -> Response {
            let response = try await next(request, context)
            saw(response.status.code)
            return response
        }
    }

    @Test func aHandlerLearnsThatItsClientClosedTheConnection() async throws {
        let seen = try await Self.watch("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") { try await $0.close() }
        #expect(seen == [.begun(isConnected: true), .clientGone, .recorded(status: 200)])
    }

    @Test func aClientThatWillSendNoMoreCountsAsGone() async throws {
        let seen = try await Self.watch("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") { try await $0.close(mode: .output) }
        #expect(seen == [.begun(isConnected: true), .clientGone, .recorded(status: 200)])
    }

    @Test func aBodyThatBreaksOffIsNoFaultOfTheServer() async throws {
        let seen = try await Self.watch("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf") {
            try await $0.close()
        }
        #expect(seen == [.begun(isConnected: true), .recorded(status: 499)])
    }

    @Test func aBodyInNoHTTPIsABadRequest() async throws {
        let seen = try await Self.watch("POST /take HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n") { channel in
            try await channel.writeAndFlush(ByteBuffer(string: "no length\r\n"))
        }
        #expect(seen == [.begun(isConnected: true), .recorded(status: 400)])
    }
}
