/**
 * What nodes tell about themselves, kept under keys and served over HTTP in the form of Mooncake's
 * metadata server. It is a directory of its own: the object store does not need it, and it knows
 * nothing of objects.
 *
 * <pre>
 *   MetadataHttpServer ----&gt; MetadataRequests ----&gt; Metadata
 * </pre>
 *
 * <p>Layout:
 *
 * <pre>
 *   (key)   -&gt; bytes   what was put under a key, as it is
 * </pre>
 *
 * <p>Depends on core's API, on tuples, and on the JDK's HTTP server. Read {@link
 * io.cairn.layer.objects.http.MetadataHttpServer} first.
 */
@NullMarked
package io.cairn.layer.objects.http;

import org.jspecify.annotations.NullMarked;
