import HTTPTypes

@testable import SalesWeb

/// Every route there is, with who may ask for it: a route without a row here fails, and a row without a route.
enum RouteRows {
    static let all: [String: [HTTPRequest.Method: Access]] = [system, people, tracking, admins, peoplePages]
        .reduce(into: [:]) { $0.merge($1) { one, _ in one } }

    private static let system: [String: [HTTPRequest.Method: Access]] = [
        "/healthz": [.get: .open],
        "/readyz": [.get: .open],
        "/metrics": [.get: .admins],
        "/u/{token}": [.get: .open, .post: .open],
        "/openapi.json": [.get: .open],
    ]

    private static let people: [String: [HTTPRequest.Method: Access]] = [
        "/api/v1/sign-ups": [.post: .open],
        "/api/v1/verifications": [.post: .open],
        "/api/v1/sign-ins": [.post: .open],
        "/api/v1/sessions": [.post: .open, .get: .people, .delete: .people],
        "/api/v1/sessions/{id}": [.delete: .people],
        "/api/v1/me": [.get: .people, .patch: .people, .delete: .people],
        "/api/v1/me/export": [.get: .people],
        "/api/v1/me/tests": [.post: .people],
        "/api/v1/me/verifications": [.post: .people],
        "/api/v1/tokens": [.get: .people, .post: .people],
        "/api/v1/tokens/{id}": [.delete: .people],
    ]

    private static let tracking: [String: [HTTPRequest.Method: Access]] = [
        "/api/v1/websites": [.get: .people],
        "/api/v1/products": [.get: .people],
        "/api/v1/products/{id}": [.get: .people],
        "/api/v1/products/{id}/prices": [.get: .people],
        "/api/v1/products/{id}/checks": [.post: .people],
        "/api/v1/products/{id}/rule-previews": [.post: .people],
        "/api/v1/subscriptions": [.get: .people, .post: .people],
        "/api/v1/subscriptions/{id}": [.get: .people, .patch: .people, .delete: .people],
        "/api/v1/extractions": [.post: .people],
        "/api/v1/alerts": [.get: .people],
    ]

    private static let peoplePages: [String: [HTTPRequest.Method: Access]] = [
        "/": [.get: .open],
        "/assets/style.css": [.get: .open],
        "/assets/script.js": [.get: .open],
        "/assets/icon.svg": [.get: .open],
        "/sign-up": [.post: .open],
        "/sign-up/sent": [.get: .open],
        "/sign-in": [.get: .open, .post: .open],
        "/sign-in/sent": [.get: .open],
        "/sign-in/code": [.get: .open, .post: .open],
        "/sign-out": [.post: .open],
        "/s/{secret}": [.get: .open, .post: .open],
        "/v/{secret}": [.get: .open, .post: .open],
        "/verify": [.get: .open, .post: .open],
        "/websites": [.get: .open],
        "/products": [.get: .people, .post: .people],
        "/products/bulk": [.post: .people],
        "/products/delete": [.get: .people, .post: .people],
        "/products/new": [.get: .people, .post: .people],
        "/products/{id}": [.get: .people, .post: .people],
        "/products/{id}/check": [.post: .people],
        "/products/{id}/pause": [.post: .people],
        "/products/{id}/resume": [.post: .people],
        "/products/{id}/delete": [.get: .people, .post: .people],
        "/alerts": [.get: .people],
        "/settings": [.get: .people],
        "/settings/profile": [.post: .people],
        "/settings/addresses": [.post: .people],
        "/settings/channels/{channel}/test": [.post: .people],
        "/settings/channels/{channel}/verify": [.post: .people],
        "/settings/telling": [.post: .people],
        "/settings/sessions/{id}/end": [.post: .people],
        "/settings/sessions/end-others": [.post: .people],
        "/settings/tokens": [.post: .people],
        "/settings/tokens/{id}/end": [.post: .people],
        "/settings/export": [.get: .people],
        "/settings/erase": [.get: .people, .post: .people],
        "/admin": [.get: .admins],
        "/admin/prices": [.get: .admins],
        "/admin/people": [.get: .admins, .post: .admins],
        "/admin/products/{id}/check": [.post: .admins],
        "/admin/alerts/{id}/retry": [.post: .admins],
        "/admin/alerts/retry-all": [.post: .admins],
    ]

    private static let admins: [String: [HTTPRequest.Method: Access]] = [
        "/api/v1/admin/totals": [.get: .admins],
        "/api/v1/admin/users": [.get: .admins, .post: .admins],
        "/api/v1/admin/users/{id}": [.get: .admins, .patch: .admins, .delete: .admins],
        "/api/v1/admin/changes": [.get: .admins],
        "/api/v1/admin/products/popular": [.get: .admins],
        "/api/v1/admin/products/failing": [.get: .admins],
        "/api/v1/admin/dead-letters": [.get: .admins],
        "/api/v1/admin/dead-letters/retries": [.post: .admins],
        "/api/v1/admin/hosts": [.get: .admins],
        "/api/v1/admin/archive": [.get: .admins],
    ]
}
