# The Debian package, made by `cpack --preset package`. What it needs of other
# packages, dpkg-shlibdeps finds; what it does when it comes and goes is in
# debian/.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME serendip)
set(CPACK_PACKAGE_VENDOR "Serendip")
set(CPACK_PACKAGE_CONTACT "Serendip <serendip@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# dpkg-shlibdeps knows nothing of patches: an unpatched libevent has known holes. The
# database may be on another machine.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, libevent-extra-2.1-7 (>= 2.1.12-stable-8+deb12u1)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "postgresql (>= 15), postgresql-client, python3")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "A daemon by which a community introduces each of its members, every week, to
somebody of another field: by chance, within rules that the operator writes.
With a page for the browser, a command line for members (serendip) and one for
operators (serendipctl), and the engine alone for files (serendip-draw).")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/daemon/setup/debian/postinst
  ${CMAKE_SOURCE_DIR}/daemon/setup/debian/prerm
  ${CMAKE_SOURCE_DIR}/daemon/setup/debian/postrm)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/daemon/setup/debian/finish.cmake)
include(CPack)
