/**
 * HTTP as all of Bastide's APIs speak it. {@link org.bastide.common.http.ApiListener} is one HTTPS
 * port; {@link org.bastide.common.http.Routes} is one service on it, a path prefix with its own
 * fault shape and microversions. A request's body is read on the event loop, its endpoint runs on a
 * virtual thread of its own, its {@link org.bastide.common.http.Reply} is rendered once; what goes
 * wrong is a {@link org.bastide.common.http.Problem}, rendered in one place. Bytes of images stay
 * on the event loop ({@link org.bastide.common.http.ByteSource}).
 */
package org.bastide.common.http;
