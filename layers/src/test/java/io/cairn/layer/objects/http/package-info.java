/** Tests of metadata over HTTP. */
@NullMarked
package io.cairn.layer.objects.http;

import org.jspecify.annotations.NullMarked;
